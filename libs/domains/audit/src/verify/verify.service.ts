import { Injectable } from '@nestjs/common';
import { jobViewer, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { Jobs } from '@dossier/kernel/events';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { AuditCheck, auditCheckList } from './audit-check.entity';
import { VERIFY_JOB } from './verify.job';

/** Starts checks of the trail and shows what they found. */
@Injectable()
export class VerifyService {
  constructor(
    @InjectRecords(AuditCheck) private readonly checks: Records<AuditCheck>,
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.checks.page(viewer, args, auditCheckList, asked);
  }

  /** Starts a check, or gives the one that is under way: two at once would find the same. */
  async start(viewer: Viewer, asked: Selection): Promise<Raw> {
    return this.checks.read(viewer, await this.begin(viewer.userId), asked);
  }

  /** The nightly one, on the product's own behalf. */
  async startOwn(): Promise<void> {
    await this.database.work(jobViewer('job.audit', ['job.audit'], 'nightly-check'), 'verifyAudit', () => this.begin(null));
  }

  private async begin(askedBy: string | null): Promise<string> {
    const work = currentWork();
    await work.query(`select pg_advisory_xact_lock(hashtext('audit.verify'))`);
    const [running] = await work.query<{ id: string }>(`select c.id from audit_check c join job j on j.id = c.job_id where c.state = 'RUNNING' and j.state in ('QUEUED','RUNNING') limit 1`);
    if (running) return running.id;
    const id = newId();
    const jobId = await this.jobs[askedBy ? 'start' : 'startOwn'](VERIFY_JOB, { checkId: id });
    await work.query('insert into audit_check (id, job_id, asked_by) values ($1, $2, $3)', [id, jobId, askedBy]);
    Object.assign(work.note, { objectType: 'AuditCheck', objectId: id });
    return id;
  }
}
