import { Access, jobViewer, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { asDomainError, DomainError } from '@dossier/kernel/errors';
import { Events, Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import type { Permission } from '@dossier/vocabulary/permissions';
import { SubmissionState } from '@dossier/vocabulary/intake-enums';
import { rawPlace } from './intake';
import type { Content } from './intake.content';
import { SubmissionSettled } from './intake.events';
import { IntakeRecords } from './intake.records';
import type { Waiting } from './intake.types';
import { PersonSeal } from './person.seal';

/** Faults that pass by themselves, however long that takes. */
const WAITS = new Set(['UNAVAILABLE', 'STORAGE_FULL']);
const WORDS: readonly Permission[] = ['job.intake', 'customer.read', 'customer.create', 'customer.update', 'feedback.read', 'feedback.write'];
/** So often a submission is tried that fails for a reason unforeseen; then it waits among the refused for somebody to look. */
const ATTEMPTS = 5;
const NEVER = 2 ** 31 - 1;

/** The product's own actor for what comes in: a new record belongs to whoever owns the form. */
export const intakeViewer = ({ owner_id, team_id }: Pick<Waiting, 'owner_id' | 'team_id'>, requestId: string): Viewer =>
  ({ ...jobViewer('job.intake', WORDS, requestId), ownerId: owner_id, teamIds: team_id ? [team_id] : [], treeIds: team_id ? [team_id] : [] });

/** A submission whose turn it is, and to whom a new record of it belongs. */
export type Due = Pick<Waiting, 'id' | 'owner_id' | 'team_id'>;

/** What became of trying one: taken in, refused with its reason, put off for a moment, or not there to be taken. */
export type Tried = 'TAKEN' | 'REFUSED' | 'LATER' | 'GONE';

/** Brings a submission to its record, once: the effect and the note of it are one commit. */
@Job('customers.intake', 'job.intake')
@Access('job.intake')
export class IntakeJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly records: IntakeRecords,
    private readonly seal: PersonSeal,
    private readonly events: Events,
  ) {}

  /** What older versions have put into the queue, one by one. */
  async run(job: JobRun): Promise<void> {
    const id = String(job.data['submissionId']);
    const [row] = await this.database.query<Due & Record<string, unknown>>('select id, owner_id, team_id from intake_submission where id = $1', [id]);
    if (row) await this.settle(row, job.id);
  }

  /** Takes one in, or notes why it cannot be. @throws DomainError UNAVAILABLE while the database is away. */
  async settle(due: Due, requestId: string): Promise<Tried> {
    const { id } = due;
    try {
      return (await this.bring(due, requestId)) ? 'TAKEN' : 'GONE';
    } catch (given) {
      const fault = asDomainError(given);
      const isFinal = fault instanceof DomainError && !WAITS.has(fault.code) && fault.code !== 'CONFLICT';
      const most = fault instanceof DomainError && WAITS.has(fault.code) ? null : ATTEMPTS;
      return this.database.work(jobViewer('job.intake', ['job.intake'], requestId), 'takeSubmission', () => (isFinal ? refuse(id, fault) : putOff(id, most)));
    }
  }

  /** Takes one in now, in a unit of work of its own, or throws why it cannot be. False: there was nothing to take, or somebody else is at it. */
  bring(due: Due, requestId: string): Promise<boolean> {
    return this.database.work(intakeViewer(due, requestId), 'takeSubmission', () => this.take(due.id));
  }

  private async take(id: string): Promise<boolean> {
    const work = currentWork();
    const [row] = await work.query<Waiting & Record<string, unknown>>(
      `select id, origin, form_id, form_no, source_id, owner_id, team_id, created_at, raw from intake_submission where id = $1 and state = 'RECEIVED' and raw is not null for update skip locked`, [id]);
    if (!row) return false;
    Object.assign(work.note, { objectType: 'Submission', objectId: id });
    const content = JSON.parse(this.seal.open(rawPlace(id), row.raw)) as Content;
    const { customerId, sideId, state } = await this.records.bring(work.viewer, row, content);
    await work.query(
      `update intake_submission set state = $2, customer_id = $3, side_id = $4, payload = $5, raw = null, code = null, field = null, due_at = null, settled_at = now(), version = version + 1, updated_at = now() where id = $1`,
      [id, state, customerId, sideId, await this.seal.sealFor(customerId, { ...rawPlace(id), column: 'payload' }, JSON.stringify(content))],
    );
    work.note.facts = { state, customerId };
    await this.events.publish(new SubmissionSettled({
      submissionId: id, customerId, sideId, formId: row.form_id, origin: row.origin, sourceId: row.source_id, ownerId: row.owner_id, teamId: row.team_id, at: row.created_at, lead: content.lead ?? null,
    }));
    return true;
  }
}

/** Which field stood in the way; the values stay sealed. */
async function refuse(id: string, { code, facts }: DomainError): Promise<Tried> {
  const field = typeof facts['field'] === 'string' ? facts['field'] : null;
  await currentWork().query(
    `update intake_submission set state = $2, code = $3, field = $4, due_at = null, settled_at = now(), version = version + 1, updated_at = now() where id = $1 and state = 'RECEIVED'`,
    [id, SubmissionState.REFUSED, code, field]);
  return 'REFUSED';
}

/** It is tried again a moment later, each time a longer one; after so many times, where they are bounded, somebody is asked to look. */
async function putOff(id: string, most: number | null): Promise<Tried> {
  const [row] = await currentWork().query<{ state: string }>(
    `update intake_submission set attempts = attempts + 1, due_at = now() + interval '2 seconds' * least(attempts + 1, 30), state = case when attempts + 1 >= $2 then 'REFUSED' else state end,
      code = case when attempts + 1 >= $2 then 'INTERNAL' end, settled_at = case when attempts + 1 >= $2 then now() end, version = version + 1, updated_at = now() where id = $1 and state = 'RECEIVED' returning state`, [id, most ?? NEVER]);
  return row?.state === SubmissionState.REFUSED ? 'REFUSED' : 'LATER';
}
