import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, newId, RecordsOf } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { On } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '@dossier/customers';
import { ViewerLoader } from '@dossier/identity';
import { AssignmentAct, AssignmentRefusal } from '@dossier/vocabulary/lead-enums';
import { LeadOpened } from '../lead/lead.events';
import { LOCK_RECORDS_OF } from '../lead/lead.sql';
import { ResponseService } from '../follow/response.service';
import { decideSql, followSql, forgetWarningsSql, giveSql, lockedSql, ordersFollowSql, putBackRecordsSql, putBackSql, putBackWarningsSql, standingSql, type Standing } from './ownership.sql';

/** Whose a lead becomes: a person's with a team, or a pool's. */
export type Receiver = { ownerId: string; teamId?: string | null } | { poolId: string };

/** Why a lead changes hands: kept with the decision. */
export interface Why {
  act: AssignmentAct;
  reason?: string | null;
  assignmentId?: string | null;
}

/** One lead of a set in which each may go to somebody else; what a round has found of it comes along. */
export interface Gift {
  leadId: string;
  to: Receiver;
  why: Why;
  /** Only where nobody owns it any more: what somebody has taken in the meantime stays theirs. */
  isFree?: boolean;
  found?: { roundId: string; rule: number | null; ruleName: string | null; loads: readonly number[] | null; refusals: string | null };
}

export interface Given {
  given: string[];
  refused: { id: string; why: AssignmentRefusal }[];
}

interface Target {
  ownerId: string | null;
  teamId: string | null;
  poolId: string | null;
}

/** The one door by which a lead changes hands. Callers have judged whether this viewer may give these leads; here stands what holds whoever gives. */
@Injectable()
export class LeadOwnership {
  constructor(
    private readonly database: Database,
    private readonly all: RecordsOf,
    private readonly viewers: ViewerLoader,
    private readonly times: ResponseService,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives leads to a person or a pool; the record of a prospect goes along. Refused as a whole where one of them cannot go there: it is closed, the
   * person does not reach the record of a customer, or gave it back to the pool a short while ago.
   */
  async give(viewer: Viewer, leadIds: readonly string[], to: Receiver, why: Why): Promise<Given> {
    const done = await this.giveAll(viewer, leadIds.map((leadId) => ({ leadId, to, why })));
    const [first] = done.refused;
    if (first) throw refusal(first.why);
    return done;
  }

  /** Gives each lead where it is to go, all in a few statements; those that cannot go there stay, and are told. */
  async giveAll(viewer: Viewer, gifts: readonly Gift[]): Promise<Given> {
    if (gifts.length === 0) return { given: [], refused: [] };
    await this.lockRecords(gifts.map(({ leadId }) => leadId));
    const standing = new Map((await currentWork().query<Standing>(standingSql, [gifts.map(({ leadId }) => leadId)])).map((row) => [row.id, row]));
    const targets = await this.targetsOf(gifts);
    const refused = await this.refusals(gifts, standing);
    const meant = gifts.flatMap((gift) => (mayChange(standing.get(gift.leadId), gift) && !refused.has(gift.leadId) ? [{ gift, target: targets.get(gift)!, row: standing.get(gift.leadId)! }] : []));
    if (meant.length > 0) await this.write(viewer, meant);
    return { given: meant.map(({ gift }) => gift.leadId), refused: [...refused].map(([id, why]) => ({ id, why })) };
  }

  /** Holds the records of leads that are to change hands; whoever locks the leads themselves asks for this first. */
  async lockRecords(leadIds: readonly string[]): Promise<void> {
    await currentWork().query(LOCK_RECORDS_OF, [leadIds]);
  }

  /** Takes decisions back: their leads, with the records, stand as before. Those that have changed hands or were closed since stay. Gives the leads that went back. */
  async putBack(viewer: Viewer, decisionIds: readonly string[]): Promise<string[]> {
    const work = currentWork();
    await this.lockRecords((await work.query<{ lead_id: string }>('select lead_id from lead_decision where id = any($1::uuid[])', [decisionIds])).map(({ lead_id }) => lead_id));
    const back = await work.query<{ id: string; owner_id: string | null; team_id: string | null; pool_id: string | null }>(putBackSql, [decisionIds]);
    if (back.length === 0) return [];
    const ids = back.map(({ id }) => id);
    const records = await work.query<{ id: string }>(putBackRecordsSql, [decisionIds, ids]);
    if (records.length > 0) await work.query(ordersFollowSql, [records.map(({ id }) => id)]);
    await work.query(putBackWarningsSql, [decisionIds, ids]);
    await work.query(decideSql, [JSON.stringify(back.map((row) => ({ id: newId(), lead_id: row.id, act: AssignmentAct.UNDONE, owner_id: row.owner_id, team_id: row.team_id, pool_id: row.pool_id }))), this.clock.now(), viewer.userId]);
    return ids;
  }

  /** A lead that came in with an owner is to be answered from then on. */
  @On(LeadOpened)
  async opened({ ids }: LeadOpened): Promise<void> {
    const rows = await currentWork().query<{ id: string; team_id: string | null }>('select id, team_id from lead where id = any($1::uuid[]) and owner_id is not null and response_due_at is null and first_response_at is null', [ids]);
    if (rows.length === 0) return;
    const due = await this.times.dueOf(rows.map(({ id, team_id }) => ({ id, teamId: team_id })), this.clock.now());
    const owed = rows.flatMap(({ id }) => (due.get(id) ? [{ id, at: due.get(id)! }] : []));
    if (owed.length > 0) await currentWork().query('update lead l set response_due_at = x.due from unnest($1::uuid[], $2::timestamptz[]) as x (id, due) where l.id = x.id', [owed.map(({ id }) => id), owed.map(({ at }) => at)]);
  }

  /** Which of these records a colleague reaches. */
  async reached(ownerId: string, customerIds: readonly string[]): Promise<Set<string>> {
    if (customerIds.length === 0) return new Set();
    const colleague = await this.viewers.anew({ userId: ownerId }, 'assignment');
    const params = Params.empty();
    const list = params.add(customerIds, 'uuid[]');
    const reach = this.all.of(Customer).reach(colleague)('t', params);
    return new Set((await this.database.query<{ id: string }>(`select t.id from customer t where t.id = any(${list}) and ${reach}`, params.values(colleague))).map(({ id }) => id));
  }

  private async targetsOf(gifts: readonly Gift[]): Promise<Map<Gift, Target>> {
    const unknown = [...new Set(gifts.flatMap(({ to }) => ('ownerId' in to && to.teamId === undefined ? [to.ownerId] : [])))];
    const teams = new Map((unknown.length === 0 ? [] : await currentWork().query<{ id: string; team_id: string | null }>(
      `select u.id, (select m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = u.id order by m.created_at, m.team_id limit 1) as team_id from app_user u where u.id = any($1::uuid[])`,
      [unknown])).map(({ id, team_id }) => [id, team_id]));
    return new Map(gifts.map((gift) => [gift, 'poolId' in gift.to ? { ownerId: null, teamId: null, poolId: gift.to.poolId } : { ownerId: gift.to.ownerId, teamId: gift.to.teamId ?? teams.get(gift.to.ownerId) ?? null, poolId: null }]));
  }

  private async refusals(gifts: readonly Gift[], standing: ReadonlyMap<string, Standing>): Promise<Map<string, AssignmentRefusal>> {
    const refused = new Map<string, AssignmentRefusal>();
    for (const { leadId } of gifts) if (standing.get(leadId)?.is_open === false) refused.set(leadId, AssignmentRefusal.CLOSED);
    const personal = gifts.flatMap(({ leadId, to }) => ('ownerId' in to && standing.has(leadId) ? [{ leadId, ownerId: to.ownerId, row: standing.get(leadId)! }] : []));
    const locked = await currentWork().query<{ lead_id: string }>(lockedSql, [personal.map(({ leadId }) => leadId), personal.map(({ ownerId }) => ownerId), this.clock.now()]);
    for (const { lead_id } of locked) refused.set(lead_id, AssignmentRefusal.LOCKED);
    // A customer's record has an owner of its own: whoever is given a lead of it must reach it already.
    const others = personal.filter(({ ownerId, row }) => row.stage !== 'PROSPECT' && row.record_owner_id !== null && row.record_owner_id !== ownerId);
    for (const ownerId of new Set(others.map((one) => one.ownerId))) {
      const own = others.filter((one) => one.ownerId === ownerId);
      const reached = await this.reached(ownerId, own.map(({ row }) => row.customer_id));
      for (const { leadId, row } of own) if (!reached.has(row.customer_id)) refused.set(leadId, AssignmentRefusal.OUT_OF_REACH);
    }
    return refused;
  }

  private async write(viewer: Viewer, meant: readonly { gift: Gift; target: Target; row: Standing }[]): Promise<void> {
    const work = currentWork();
    const now = this.clock.now();
    const ids = meant.map(({ row }) => row.id);
    const due = await this.times.dueOf(meant.map(({ target, row }) => ({ id: row.id, teamId: target.teamId })), now);
    await work.query(giveSql, [ids, meant.map(({ target }) => target.ownerId), meant.map(({ target }) => target.teamId), meant.map(({ target }) => target.poolId), now, meant.map(({ target, row }) => (target.ownerId === null ? null : due.get(row.id) ?? null))]);
    const moved = new Set((await work.query<{ id: string }>(followSql, [ids])).map(({ id }) => id));
    if (moved.size > 0) await work.query(ordersFollowSql, [[...moved]]);
    const warnings = new Map((await work.query<{ lead_id: string; warning: object }>(forgetWarningsSql, [ids])).map(({ lead_id, warning }) => [lead_id, warning]));
    const lines = meant.map(({ gift: { why, found }, target, row }) => ({
      id: newId(), lead_id: row.id, act: why.act, round_id: found?.roundId ?? null, rule: found?.rule ?? null, rule_name: found?.ruleName ?? null, loads: found?.loads ?? null, refusals: found?.refusals ?? null,
      owner_id: target.ownerId, team_id: target.teamId, pool_id: target.poolId, reason: why.reason ?? null, assignment_id: why.assignmentId ?? null, before: before(row, moved.has(row.customer_id), warnings.get(row.id)),
    }));
    await work.query(decideSql, [JSON.stringify(lines), now, viewer.userId]);
    await work.query('delete from lead_wait where lead_id = any($1::uuid[])', [ids]);
  }
}

const mayChange = (row: Standing | undefined, { isFree }: Gift): boolean => row !== undefined && (isFree !== true || (row.owner_id === null && row.pool_id === null));

/** How a lead and its record stood: what an undo puts back. */
const before = (row: Standing, movesRecord: boolean, warning: object | undefined): object => ({
  ownerId: row.owner_id, teamId: row.team_id, poolId: row.pool_id, assignedAt: row.assigned_at, responseDueAt: row.response_due_at,
  ...(movesRecord ? { record: { ownerId: row.record_owner_id, teamId: row.record_team_id } } : {}), ...(warning ? { warning } : {}),
});

const CODES = { CLOSED: 'LEAD_NOT_OPEN', OUT_OF_REACH: 'LEAD_OF_A_CUSTOMER', LOCKED: 'LEAD_LOCKED' } as const;

/** The error that says what to do about a lead that could not be given. */
export const refusal = (why: AssignmentRefusal): DomainError => new DomainError(CODES[why]);
