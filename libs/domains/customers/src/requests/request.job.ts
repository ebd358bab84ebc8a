import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { FileStore, NotificationService } from '@dossier/workspace';
import { AMBER_DAYS } from './request.rules';

const HOUR = 3_600_000;
const SLOT_SECONDS = 55 * 60;

/** Watches the clock of requests, telling each one that runs out once to whoever may answer it; and removes copies that have had their time. */
@Job('customers.privacy', 'job.privacy')
@Access('job.privacy')
export class SubjectRequestJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly notifications: NotificationService,
    private readonly store: FileStore,
  ) {}

  /** The tick only sends, and only once an hour whatever the number of processes. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    await this.database.work(jobViewer('job.privacy', ['job.privacy'], 'tick'), 'customers.privacy', () => this.jobs.startSlot('customers.privacy', SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    await job.work(() => this.tell());
    const files = await job.work(() => currentWork().query<{ id: string }>('delete from subject_file where expires_at < now() returning id'));
    for (const { id } of files) await this.store.remove('export', id);
  }

  private async tell(): Promise<void> {
    const due = await currentWork().query<{ id: string; late: boolean }>(
      `update subject_request set told_at = now() where state = 'OPEN' and due_at < now() + interval '${AMBER_DAYS} days' and (told_at is null or (told_at < due_at and due_at < now())) returning id, due_at < now() as late`);
    if (due.length === 0) return;
    const people = await currentWork().query<{ id: string }>(
      `select distinct u.id from app_user u join user_role r on r.user_id = u.id join role_grant g on g.role_id = r.role_id where g.action = 'privacy.manage' and u.status = 'ACTIVE' and u.archived_at is null and u.kind = 'PERSON'`);
    const late = due.filter((one) => one.late).length;
    await this.notifications.notify(people.map(({ id }) => id), { kind: 'SUBJECT_REQUESTS_DUE', facts: { due: due.length, late }, link: '/privacy' });
  }
}
