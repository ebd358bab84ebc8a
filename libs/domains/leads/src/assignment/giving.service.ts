import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { CustomerService } from '@dossier/customers';
import { AssignmentAct } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import type { LeadFilter } from '../lead/lead.inputs';
import { leadList } from '../lead/lead.list';
import { LeadAssignment } from './assignment.entities';
import { LeadOwnership, refusal, type Given } from './ownership';

export const GIVE_JOB = 'leads.give';
const AT_ONCE = 500;
const MOST = 100_000;

/** Leads that people give to people, many at once, and take back. */
@Injectable()
export class GivingService {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    @InjectRecords(LeadAssignment) private readonly assignments: Records<LeadAssignment>,
    private readonly ownership: LeadOwnership,
    private readonly customers: CustomerService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.assignments.read(viewer, id, asked);
  }

  /** Gives chosen leads to a colleague. Those out of reach are left out; those that cannot go there stay and are told. */
  async give(viewer: Viewer, ids: readonly string[], ownerId: string): Promise<string> {
    const { teamId } = await this.customers.colleague(ownerId);
    const mine = await this.within(viewer, ids);
    if (mine.length === 0) throw new DomainError('NOT_FOUND');
    const id = await this.open(viewer, ownerId, teamId);
    const { given, refused } = await this.ownership.giveAll(viewer, mine.map((leadId) => ({ leadId, to: { ownerId, teamId }, why: { act: AssignmentAct.GIVEN, assignmentId: id } })));
    if (given.length === 0 && refused.length > 0) throw refusal(refused[0]!.why);
    await this.note(id, { given, refused });
    return id;
  }

  /** Gives all leads that match to a colleague, in the background; which ones is settled at once. */
  async giveMatching(viewer: Viewer, filter: LeadFilter, ownerId: string): Promise<string> {
    const { teamId } = await this.customers.colleague(ownerId);
    const params = Params.empty();
    const from = this.leads.matching(viewer, { filter }, leadList, params, 'lead.assign');
    const rows = await currentWork().query<{ id: string }>(`select t.id from ${from} and t.status = 'OPEN' order by t.id limit ${MOST + 1}`, params.values(viewer));
    if (rows.length > MOST) throw new DomainError('QUERY_LIMIT', { limit: 'assignment', max: MOST });
    if (rows.length === 0) throw new DomainError('NOT_FOUND');
    const id = await this.open(viewer, ownerId, teamId);
    const jobId = await this.jobs.start(GIVE_JOB, { assignmentId: id, ids: rows.map((row) => row.id), ownerId });
    await currentWork().query('update lead_assignment set job_id = $2 where id = $1', [id, jobId]);
    return id;
  }

  /** One chunk of a background assignment, with the rights of now; what was given already is passed over. */
  async chunk(viewer: Viewer, { assignmentId, ids, ownerId }: { assignmentId: string; ids: readonly string[]; ownerId: string }): Promise<void> {
    const { teamId } = await this.customers.colleague(ownerId);
    const done = new Set((await currentWork().query<{ lead_id: string }>('select lead_id from lead_decision where assignment_id = $1 and lead_id = any($2::uuid[])', [assignmentId, ids])).map(({ lead_id }) => lead_id));
    const mine = (await this.within(viewer, ids)).filter((id) => !done.has(id));
    await this.note(assignmentId, await this.ownership.giveAll(viewer, mine.map((leadId) => ({ leadId, to: { ownerId, teamId }, why: { act: AssignmentAct.GIVEN, assignmentId } }))));
  }

  /** Puts every lead of an assignment back where it was, with its record. Leads that have changed hands or were closed since stay, and are told. */
  async undo(viewer: Viewer, id: string): Promise<void> {
    const assignment = await this.assignments.get(viewer, id, 'UNDO');
    const work = currentWork();
    const all = await work.query<{ id: string; lead_id: string }>('select id, lead_id from lead_decision where assignment_id = $1 and act = $2', [id, AssignmentAct.GIVEN]);
    const now = this.clock.now();
    const returned = new Set(await this.ownership.putBack(viewer, all.map(({ id: decision }) => decision)));
    const kept = all.filter(({ lead_id }) => !returned.has(lead_id)).map(({ lead_id }) => ({ id: lead_id, why: null }));
    await this.assignments.save(viewer, assignment, { undoneAt: now, kept }, 'UNDO');
  }

  /** The leads among these that this viewer may give away. */
  private async within(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    if (ids.length > AT_ONCE * 2) throw new DomainError('QUERY_LIMIT', { limit: 'assignment', max: AT_ONCE });
    const params = Params.empty();
    const list = params.add(ids, 'uuid[]');
    const reach = `${this.leads.reach(viewer)('t', params)} and ${this.leads.reach(viewer, 'lead.assign')('t', params)}`;
    return (await currentWork().query<{ id: string }>(`select t.id from lead t where t.id = any(${list}) and t.archived_at is null and ${reach} order by t.id`, params.values(viewer))).map(({ id }) => id);
  }

  private async open(viewer: Viewer, ownerId: string, teamId: string | null): Promise<string> {
    return (await this.assignments.add(viewer, { id: newId(), userId: viewer.userId, ownerId, teamId, count: 0, skipped: [], kept: [] })).id;
  }

  private async note(id: string, { given, refused }: Given): Promise<void> {
    await currentWork().query('update lead_assignment set lead_count = lead_count + $2, skipped = skipped || $3::jsonb, updated_at = now() where id = $1', [id, given.length, JSON.stringify(refused)]);
    currentWork().note.facts = { count: given.length, skipped: refused.length };
  }
}
