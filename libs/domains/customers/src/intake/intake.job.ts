import { Access, jobViewer, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import type { Permission } from '@dossier/vocabulary/permissions';
import { SubmissionState } from '@dossier/vocabulary/intake-enums';
import { rawPlace } from './intake';
import type { Content } from './intake.content';
import { IntakeRecords } from './intake.records';
import type { Waiting } from './intake.types';
import { PersonSeal } from './person.seal';

/** Faults that pass by themselves: the job is tried again. */
const PASSING = new Set(['UNAVAILABLE', 'STORAGE_FULL', 'CONFLICT']);
const WORDS: readonly Permission[] = ['job.intake', 'customer.read', 'customer.create', 'customer.update', 'feedback.read', 'feedback.write'];

/** The product's own actor for what comes in: a new record belongs to whoever owns the form. */
export const intakeViewer = ({ owner_id, team_id }: Pick<Waiting, 'owner_id' | 'team_id'>, requestId: string): Viewer =>
  ({ ...jobViewer('job.intake', WORDS, requestId), ownerId: owner_id, teamIds: team_id ? [team_id] : [], treeIds: team_id ? [team_id] : [] });

/** Brings a submission to its record, once: the effect and the note of it are one commit. */
@Job('customers.intake', 'job.intake')
@Access('job.intake')
export class IntakeJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly records: IntakeRecords,
    private readonly seal: PersonSeal,
  ) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['submissionId']);
    try {
      await this.bring(id, job.id);
    } catch (fault) {
      if (!(fault instanceof DomainError) || PASSING.has(fault.code)) throw fault;
      await job.work(() => this.refused(id, fault));
    }
  }

  /** Takes one in now, in a unit of work of its own, or throws why it cannot be. */
  async bring(id: string, requestId: string): Promise<void> {
    const [row] = await this.database.query<Waiting & Record<string, unknown>>('select id, owner_id, team_id from intake_submission where id = $1', [id]);
    if (row) await this.database.work(intakeViewer(row, requestId), 'takeSubmission', () => this.take(id));
  }

  private async take(id: string): Promise<void> {
    const work = currentWork();
    const [row] = await work.query<Waiting & Record<string, unknown>>(
      `select id, origin, form_id, form_no, source_id, owner_id, team_id, created_at, raw from intake_submission where id = $1 and state = 'RECEIVED' and raw is not null for update`, [id]);
    if (!row) return;
    Object.assign(work.note, { objectType: 'Submission', objectId: id });
    const content = JSON.parse(this.seal.open(rawPlace(id), row.raw)) as Content;
    const { customerId, sideId, state } = await this.records.bring(work.viewer, row, content);
    await work.query(
      `update intake_submission set state = $2, customer_id = $3, side_id = $4, payload = $5, raw = null, code = null, field = null, settled_at = now(), version = version + 1, updated_at = now() where id = $1`,
      [id, state, customerId, sideId, await this.seal.sealFor(customerId, { ...rawPlace(id), column: 'payload' }, JSON.stringify(content))],
    );
    work.note.facts = { state, customerId };
  }

  /** Which field stood in the way; the values stay sealed. */
  private async refused(id: string, { code, facts }: DomainError): Promise<void> {
    const field = typeof facts['field'] === 'string' ? facts['field'] : null;
    await currentWork().query(
      `update intake_submission set state = $2, code = $3, field = $4, settled_at = now(), version = version + 1, updated_at = now() where id = $1 and state = 'RECEIVED'`,
      [id, SubmissionState.REFUSED, code, field]);
  }
}
