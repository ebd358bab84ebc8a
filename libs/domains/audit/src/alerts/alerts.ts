import { Injectable } from '@nestjs/common';
import { alertSentence, type AlertKind } from '@dossier/vocabulary/alerts';
import { terms } from '@dossier/vocabulary/terms';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { Links, Mailer } from '@dossier/kernel/mail';
import { NotificationService } from '@dossier/workspace';

/** What was seen, ready to be told. */
export interface Cause {
  kind: keyof typeof AlertKind;
  /** Names what it is about: the same one is told once, until somebody has acknowledged it and it happens again. */
  cause: string;
  /** Ids, counts, names of colleagues; never a customer's values. */
  facts: Readonly<Record<string, string | number>>;
  /** When it was last seen. */
  seenAt: Date;
}

interface Reader {
  id: string;
  email: string | null;
  language: 'zh' | 'en';
}

const PLACE = '/audit/alerts';

/** Tells the holders of `audit.read` what needs a look: in the product and by mail, once for each cause. */
@Injectable()
export class Alerts {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationService,
    private readonly mailer: Mailer,
    private readonly links: Links,
  ) {}

  /** Raises an alert unless this cause was told before; gives whether it was new. */
  async raise(cause: Cause): Promise<boolean> {
    if (await this.isTold(cause)) return false;
    return this.database.work(jobViewer('job.audit', ['job.audit'], `alert-${newId().slice(-12)}`), 'raiseAlert', async () => {
      const id = newId();
      const work = currentWork();
      const made = await work.query(
        `insert into alert (id, kind, cause, facts, seen_at) values ($1, $2, $3, $4, $5) on conflict (kind, cause) where acknowledged_at is null do nothing returning id`,
        [id, cause.kind, cause.cause, JSON.stringify(cause.facts), cause.seenAt],
      );
      if (made.length === 0) return false;
      Object.assign(work.note, { objectType: 'Alert', objectId: id, facts: { kind: cause.kind } });
      await this.tell(cause);
      return true;
    });
  }

  /** Open already; or looked into after what is seen now had happened. */
  private async isTold({ kind, cause, seenAt }: Cause): Promise<boolean> {
    const [told] = await this.database.query('select 1 from alert where kind = $1 and cause = $2 and (acknowledged_at is null or acknowledged_at >= $3) limit 1', [kind, cause, seenAt]);
    return told !== undefined;
  }

  private async tell({ kind, facts }: Cause): Promise<void> {
    const readers = await this.readers();
    await this.notifications.notify(readers.map((reader) => reader.id), { kind: `ALERT_${kind}`, facts, link: PLACE });
    for (const { email, language } of readers) {
      if (!email) continue;
      const subject = `Dossier: ${terms[`AlertKind.${kind}`][language]}`;
      const text = `${alertSentence(kind, facts, language)}\n\n${language === 'zh' ? '请在审计页面查看并确认：' : 'Look at it and acknowledge it in the audit screen:'}\n${this.links.base}${PLACE}\n`;
      await this.mailer.send({ to: email, language, subject, text, kind: 'ALERT' });
    }
  }

  /** People who hold the word now. The programs of others hold it for their own reading, not to be called. */
  private readers(): Promise<Reader[]> {
    return this.database.query<Reader & Record<string, unknown>>(
      `select u.id, u.email, u.language from app_user u cross join lateral user_viewer(u.id) v where u.kind = 'PERSON' and v.grants @> '[{"action":"audit.read"}]'`,
    );
  }
}
