import { Interval } from '@nestjs/schedule';
import { Access } from '../access/access.decorator';
import { jobViewer } from '../access/viewer';
import { KeyRing } from '../crypto';
import { Database } from '../data/database';
import { currentWork } from '../data/unit-of-work';
import { Job, type JobHandler, type JobRun } from '../events/job.decorator';
import { Jobs, Queue } from '../events/jobs';
import { Clock } from '../time/clock';
import { MAIL_JOB } from './mailer';
import { openLetter, type Letter } from './mail.seal';
import { MailSettings } from './mail.settings';
import { deliver, type Delivery } from './transport';

/** Attempts before a mail is given up: with the pauses between them about a day. */
const ATTEMPTS = 11;
const PAUSE_MS = 60_000;
const TICK = 15_000;
/** A worker that died while it sent leaves its row like this. */
const STALE = '5 minutes';

interface MailRow {
  id: string;
  letter: Buffer;
  message_id: string;
  attempts: number;
}

/**
 * Sends one mail. The row is claimed first, so no second worker sends it; what a dead worker had claimed is UNKNOWN
 * and stays so, for nobody knows whether the server took it. Address and text are gone as soon as nothing is to be sent.
 */
@Job(MAIL_JOB, 'job.mail')
@Access('job.mail')
export class SendMail implements JobHandler {
  constructor(
    private readonly settings: MailSettings,
    private readonly ring: KeyRing,
    private readonly database: Database,
    private readonly queue: Queue,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Mail whose pause is over goes again; mail whose sender died is marked. */
  @Interval(TICK)
  async tick(): Promise<void> {
    if (!this.queue.started) return;
    const due = await this.database.query<{ id: string }>(
      `select id from mail m where (m.state = 'QUEUED' and m.attempts > 0 and m.next_at <= $1) or (m.state = 'SENDING' and m.updated_at < now() - interval '${STALE}') limit 100`, [this.clock.now()],
    ).catch(() => []);
    if (due.length === 0) return;
    await this.database.work(jobViewer(MAIL_JOB, ['job.mail'], 'tick'), MAIL_JOB, async () => {
      await currentWork().query(`update mail set state = 'UNKNOWN', letter = null, error = 'SENDER_LOST', version = version + 1, updated_at = now() where state = 'SENDING' and updated_at < now() - interval '${STALE}'`);
      for (const id of await this.unsent(due.map((one) => one.id))) await this.jobs.startOwn(MAIL_JOB, { mailId: id });
    });
  }

  /** Every process ticks, often in the same moment: a mail whose job waits already needs no other. */
  private async unsent(ids: readonly string[]): Promise<string[]> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtextextended('slot ' || $1, 0))`, [MAIL_JOB]);
    const rows = await currentWork().query<{ id: string }>(`select id from unnest($1::uuid[]) id where not exists (select 1 from job where name = $2 and state = 'QUEUED' and data->>'mailId' = id::text)`, [ids, MAIL_JOB]);
    return rows.map(({ id }) => id);
  }

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['mailId']);
    const row = await job.work(() => this.claim(id));
    if (!row) return;
    const done = await this.attempt(row);
    await job.work(() => this.record(row, done));
  }

  private async claim(id: string): Promise<MailRow | undefined> {
    const [row] = await currentWork().query<MailRow & Record<string, unknown>>(
      `update mail set state = 'SENDING', attempts = attempts + 1, version = version + 1, updated_at = now()
       where id = $1 and state = 'QUEUED' and next_at <= $2 returning id, letter, message_id, attempts`, [id, this.clock.now()],
    );
    return row;
  }

  private async attempt({ id, letter, message_id: messageId }: MailRow): Promise<Delivery> {
    const { url, from } = this.settings;
    if (url === null) return { outcome: 'LATER', error: 'NO_SERVER' };
    let opened: Letter;
    try {
      opened = openLetter(this.ring, id, letter);
    } catch {
      return { outcome: 'REFUSED', error: 'SEALED' };
    }
    return deliver({ url, from, messageId, letter: opened });
  }

  private async record({ id, attempts }: MailRow, done: Delivery): Promise<void> {
    const again = done.outcome === 'LATER' && attempts < ATTEMPTS;
    const state = done.outcome === 'SENT' ? 'SENT' : again ? 'QUEUED' : done.outcome === 'UNKNOWN' ? 'UNKNOWN' : 'FAILED';
    const now = this.clock.now();
    const next = again ? new Date(now.getTime() + PAUSE_MS * 2 ** (attempts - 1)) : now;
    await currentWork().query(
      `update mail set state = $2, error = $3, next_at = $4, sent_at = case when $2 = 'SENT' then $5::timestamptz end,
        letter = case when $2 = 'QUEUED' then letter end, version = version + 1, updated_at = now() where id = $1 and state = 'SENDING'`,
      [id, state, done.outcome === 'SENT' ? null : done.error, next, now],
    );
  }
}
