import { Injectable } from '@nestjs/common';
import { KeyRing } from '../crypto';
import { newId } from '../data/row';
import { currentWork } from '../data/unit-of-work';
import { Jobs } from '../events/jobs';
import { Clock } from '../time/clock';
import { Links } from './links';
import { sealLetter } from './mail.seal';
import { MailSettings } from './mail.settings';

/** One mail to one person. `kind` names what it is about, for counting; it says nothing about the person. */
export interface MailToSend {
  to: string;
  language: 'zh' | 'en';
  subject: string;
  text: string;
  html?: string;
  kind?: string;
}

export const MAIL_JOB = 'mail.send';

/** Puts mail in the open unit of work: it leaves when the change is kept, and never when it is not. */
@Injectable()
export class Mailer {
  constructor(
    private readonly settings: MailSettings,
    private readonly ring: KeyRing,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly links: Links,
  ) {}

  /** Whether mail can leave at all. */
  get isConfigured(): boolean {
    return this.settings.url !== null;
  }

  /** Queues a mail and gives its id. Without a server the row says that it stayed here, and keeps nothing of its content. */
  async send({ to, language, subject, text, html, kind = 'NOTICE' }: MailToSend): Promise<string> {
    const id = newId();
    const letter = this.isConfigured ? sealLetter(this.ring, id, { to, subject, text, html: html ?? null }) : null;
    await currentWork().query(
      `insert into mail (id, kind, language, letter, message_id, state, next_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, kind, language, letter, `<${id}@${URL.parse(this.links.base)?.hostname ?? 'localhost'}>`, this.isConfigured ? 'QUEUED' : 'NO_SERVER', this.clock.now()],
    );
    if (this.isConfigured) await this.jobs.startOwn(MAIL_JOB, { mailId: id });
    return id;
  }
}
