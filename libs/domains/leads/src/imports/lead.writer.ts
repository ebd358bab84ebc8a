import { Injectable } from '@nestjs/common';
import { beyondReach, currentWork, newId } from '@dossier/kernel/data';
import type { BatchChange, ChunkResult, ImportContext, RowOutcome, StagedRow } from '@dossier/kernel/exchange';
import { searchKeys } from '@dossier/kernel/search';
import { Clock, dayOf } from '@dossier/kernel/time';
import { PersonImport, type ParsedPerson } from '@dossier/customers';
import { CustomerStage } from '@dossier/vocabulary/enums';
import { LeadOrigin, LeadStage, LeadStatus } from '@dossier/vocabulary/lead-enums';
import { LeadDesk } from '../lead/lead.desk';
import { wordsOf } from '../lead/lead.rules';
import { INSERT_COURSE, INSERT_DECIDED, INSERT_FIRST_TOUCHES, KEEP_KEYS, SET_STAGES, TEAMS_OF } from './history.sql';
import { keptColumns, KNOWN_TOUCHES, LAST_TOUCHES, LAY_OVER } from './lead.news';
import type { ParsedLead } from './lead.stage';

interface RowOfLead {
  row: StagedRow;
  lead: ParsedLead;
  person: ParsedPerson;
  ownerId: string | null;
  teamId: string | null;
  customerId: string;
  sideId: string | null;
}

interface Site {
  context: ImportContext;
  batchId: string | null;
  now: Date;
}

/** Writes chunks of imported leads in a few statements: open ones through the desk of leads, decided ones with the times of then. */
@Injectable()
export class LeadWriter {
  constructor(
    private readonly people: PersonImport,
    private readonly desk: LeadDesk,
    private readonly clock: Clock,
  ) {}

  async write(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    const work = currentWork();
    const [origin] = await work.query<{ batch_id: string | null }>('select batch_id from import where id = $1', [context.importId]);
    const site: Site = { context, batchId: origin?.batch_id ?? null, now: this.clock.now() };
    const owned = await this.owned(context, rows.filter(({ targetId }) => targetId === null));
    const { records, changes } = await this.people.bring(context, owned.map(({ row, person, lead, ownerId, teamId }) => (
      { row, person, stage: lead.status === LeadStatus.WON ? CustomerStage.NEW : CustomerStage.PROSPECT, sourceId: lead.sourceId, ownerId, teamId })));
    const all = owned.map((one): RowOfLead => ({ ...one, customerId: records.get(one.row.rowNo)!.id, sideId: records.get(one.row.rowNo)!.sideId }));
    const opened = await this.open(site, all.filter(({ lead }) => lead.status === LeadStatus.OPEN));
    const decided = await this.keepDecided(site, all.filter(({ lead }) => lead.status !== LeadStatus.OPEN));
    const outcomes = [...opened.outcomes, ...decided];
    const laid = await this.layOver(context, rows.filter(({ targetId }) => targetId !== null));
    const added = outcomes.flatMap(({ outcome, targetId }) => (outcome === 'INSERTED' && targetId ? [targetId] : []));
    return { outcomes: [...outcomes, ...laid.outcomes], changes: [...changes.map((change) => (change.subject === 'customer' ? { ...change, subject: 'leadRecord' } : change)), ...(await this.changesOf(added)), ...opened.changes, ...laid.changes] };
  }

  /** Whose each row is: of whom it names, else of the importer's team, where rules of assignment find it; without a team it is the importer's. */
  private async owned(context: ImportContext, rows: readonly StagedRow[]): Promise<Pick<RowOfLead, 'row' | 'lead' | 'person' | 'ownerId' | 'teamId'>[]> {
    const parsed = rows.map((row) => ({ row, lead: row.parsed['lead'] as ParsedLead, person: row.parsed['person'] as ParsedPerson }));
    const mine = context.viewer.ownerId;
    const owners = [...new Set([mine, ...parsed.map(({ lead }) => lead.ownerId)].filter((id): id is string => id !== null))];
    const teams = new Map((await currentWork().query<{ user_id: string; team_id: string }>(TEAMS_OF, [owners])).map((row) => [row.user_id, row.team_id]));
    const own = mine === null ? null : (teams.get(mine) ?? null);
    const fallback = own === null && !context.reachesAll ? mine : null;
    return parsed.map((one) => {
      const ownerId = one.lead.ownerId ?? fallback;
      return { ...one, ownerId, teamId: ownerId === null ? own : (teams.get(ownerId) ?? null) };
    });
  }

  private async open({ context, batchId, now }: Site, rows: readonly RowOfLead[]): Promise<ChunkResult> {
    const again = await this.knownTouches(context, rows);
    const fresh = rows.filter(({ row }) => !again.has(row.rowNo));
    const before = new Map((await beyondReach(() => currentWork().query<{ id: string; at: string }>(LAST_TOUCHES, [[...new Set(fresh.map(({ customerId }) => customerId))]]))).map(({ id, at }) => [id, at]));
    const opened = await this.desk.openAll(context.viewer, fresh.map(({ row, lead, customerId, sideId, ownerId, teamId }) => ({
      customerId, sideId, ownerId, teamId, batchId, origin: lead.origin ?? LeadOrigin.IMPORT, sourceId: lead.sourceId, subject: lead.subject, need: lead.need, productId: lead.productId,
      amount: lead.amount, budget: lead.budget, currency: lead.currency, authority: lead.authority, decideOn: lead.decideOn, attributes: lead.attributes,
      external: row.key === null ? null : { source: context.source, key: row.key }, at: lead.openedAt === null ? now : new Date(lead.openedAt),
    })));
    await this.keepKeys(context, fresh.flatMap(({ row }, at) => (row.key !== null && opened[at]!.outcome === 'TOUCHED' ? [{ lead_id: opened[at]!.leadId, key: row.key }] : [])));
    const further = fresh.flatMap(({ lead }, at) => (opened[at]!.outcome === 'OPENED' && lead.stage !== null && lead.stage !== LeadStage.NEW
      ? [{ id: newId(), lead_id: opened[at]!.leadId, stage: lead.stage, since: lead.stageSince ?? lead.openedAt ?? now }] : []));
    if (further.length > 0) await beyondReach(() => currentWork().query(SET_STAGES, [JSON.stringify(further)]));
    const outcomes = { OPENED: 'INSERTED', TOUCHED: 'UPDATED', KNOWN: 'SKIPPED' } as const;
    const told = fresh.map(({ row }, at): RowOutcome => ({ rowNo: row.rowNo, outcome: outcomes[opened[at]!.outcome], targetId: opened[at]!.leadId }));
    const changes = opened.flatMap(({ leadId, touchId }): BatchChange[] => (touchId ? [{ subject: 'leadTouch', targetId: touchId, action: 'INSERT', before: { at: before.get(leadId) ?? null }, version: 0 }] : []));
    return { outcomes: [...told, ...[...again].map(([rowNo, leadId]): RowOutcome => ({ rowNo, outcome: 'SKIPPED', targetId: leadId }))], changes };
  }

  /** What the file says of leads that stand already is laid over them, while they are open; judged anew, for somebody may have changed or closed one since the dry run. */
  private async layOver(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    if (rows.length === 0) return { outcomes: [], changes: [] };
    const work = currentWork();
    await work.query('select 1 from lead where id = any($1::uuid[]) order by id for update', [rows.map(({ targetId }) => targetId)]);
    const given = rows.map(({ targetId, parsed }) => {
      const { set } = parsed['lead'] as ParsedLead;
      const { searchText, searchGrams } = wordsOf(typeof set['subject'] === 'string' ? set['subject'] : null);
      return { id: targetId, set, search_text: searchText, search_grams: searchGrams };
    });
    const saved = new Map((await work.query<{ id: string; version: number; before: Record<string, unknown> }>(LAY_OVER, [JSON.stringify(given), keptColumns(context)])).map((row) => [row.id, row]));
    return {
      outcomes: rows.map(({ rowNo, targetId }) => ({ rowNo, targetId, outcome: saved.has(targetId!) ? 'UPDATED' : 'SKIPPED' })),
      changes: [...saved.values()].map(({ id, version, before }) => ({ subject: 'lead', targetId: id, action: 'UPDATE', before, version })),
    };
  }

  /** Rows whose number has touched a lead before, or came in by a phone at a stand. */
  private async knownTouches({ source }: ImportContext, rows: readonly RowOfLead[]): Promise<ReadonlyMap<number, string>> {
    const byKey = new Map(rows.flatMap(({ row }) => (row.key === null ? [] : [[row.key, row.rowNo] as const])));
    const found = byKey.size === 0 ? [] : await currentWork().query<{ key: string; lead_id: string }>(KNOWN_TOUCHES, [source, [...byKey.keys()]]);
    return new Map(found.map(({ key, lead_id }) => [byKey.get(key)!, lead_id]));
  }

  /** Notes on a touch by which number it came, so that the same row changes nothing when it comes again. */
  private async keepKeys({ source }: ImportContext, touched: readonly { lead_id: string; key: string }[]): Promise<void> {
    if (touched.length > 0) await beyondReach(() => currentWork().query(KEEP_KEYS, [JSON.stringify(touched), source]));
  }

  /** What was decided before it came in is told to nobody: there is nothing left to assign, to answer or to score. */
  private async keepDecided(site: Site, rows: readonly RowOfLead[]): Promise<RowOutcome[]> {
    if (rows.length === 0) return [];
    const made = rows.map((one) => this.decidedRow(site, one));
    const added = await beyondReach(async () => {
      const work = currentWork();
      const ids = new Set((await work.query<{ id: string }>(INSERT_DECIDED, [JSON.stringify(made)])).map(({ id }) => id));
      const leads = [...ids];
      await work.query(INSERT_FIRST_TOUCHES, [JSON.stringify(leads.map((leadId) => ({ id: newId(), lead_id: leadId })))]);
      await work.query(INSERT_COURSE, [JSON.stringify(leads.map(stepsOf))]);
      return ids;
    });
    return rows.map(({ row }, at) => (added.has(made[at]!.id) ? { rowNo: row.rowNo, outcome: 'INSERTED', targetId: made[at]!.id } : { rowNo: row.rowNo, outcome: 'SKIPPED', targetId: null }));
  }

  private decidedRow({ context, batchId, now }: Site, { row, lead, customerId, sideId, ownerId, teamId }: RowOfLead): { id: string } & Record<string, unknown> {
    const openedAt = lead.openedAt === null ? (lead.closedAt === null ? now : new Date(lead.closedAt)) : new Date(lead.openedAt);
    const closedAt = lead.closedAt === null ? openedAt : new Date(lead.closedAt);
    const keys = searchKeys(lead.subject ?? '', [lead.need]);
    return {
      id: newId(), customer_id: customerId, side_id: sideId, owner_id: ownerId, team_id: teamId, opened_at: openedAt, opened_on: dayOf(openedAt, this.clock.zone),
      stage_since: lead.stageSince ?? openedAt, closed_at: closedAt, closed_on: dayOf(closedAt, this.clock.zone), origin: lead.origin ?? LeadOrigin.IMPORT, source_id: lead.sourceId,
      subject: lead.subject, need: lead.need, product_id: lead.productId, amount_minor: lead.amount, budget_minor: lead.budget, currency: lead.currency, authority: lead.authority ?? 'UNKNOWN',
      decide_on: lead.decideOn, attributes: lead.attributes, stage: lead.stage ?? LeadStage.NEW, status: lead.status, loss_reason: lead.status === LeadStatus.WON ? null : lead.reason,
      loss_note: lead.status === LeadStatus.WON ? null : lead.lossNote, external_source: row.key === null ? null : context.source, external_key: row.key, batch_id: batchId,
      search_text: keys.text, search_grams: keys.grams,
    };
  }

  private async changesOf(ids: readonly string[]): Promise<BatchChange[]> {
    const rows = await currentWork().query<{ id: string; version: number }>('select id, version from lead where id = any($1::uuid[])', [ids]);
    return rows.map(({ id, version }) => ({ subject: 'lead', targetId: id, action: 'INSERT', before: null, version }));
  }
}

/** The ids of the steps of a lead. Steps of one moment are told apart by them, so they stand in order. */
function stepsOf(leadId: string): Record<'a' | 'b' | 'c' | 'lead_id', string> {
  const [a, b, c] = [newId(), newId(), newId()].toSorted() as [string, string, string];
  return { a, b, c, lead_id: leadId };
}
