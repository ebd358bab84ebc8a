import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import type { LeadGrade, LeadOrigin, WaitReason } from '@dossier/vocabulary/lead-enums';
import { candidatesOf, type AssignmentRule, type Candidates, type Decision, type FreeLead, type Place, type Seat } from './assign.rules';
import { Presence } from './presence';

/** The policy in force. */
export interface PolicyNow {
  id: string;
  number: number;
  rules: readonly AssignmentRule[];
}

/** Everybody who may be given leads as they stand, and whom each rule names. */
export interface DeskNow {
  seats: Map<string, Seat>;
  candidates: Candidates[];
}

/** A lead without an owner, and why it was told to wait before. */
export type WaitingLead = FreeLead & { openedAt: Date; told: { why: WaitReason; rule: number | null } | null };

/** A lead with what was decided of it. */
export interface Decided {
  lead: WaitingLead;
  decision: Decision;
}

interface PersonRow extends Record<string, unknown> {
  id: string;
  skills: string[];
  languages: string[];
  territories: Place[];
  weight: number;
  cap: number | null;
  receives: boolean;
  has_profile: boolean;
  team_ids: string[];
  load: number;
  last_at: number;
}

interface LeadRow extends Record<string, unknown> {
  id: string;
  customer_id: string;
  opened_at: Date;
  source_id: string | null;
  origin: LeadOrigin;
  product_id: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  grade: LeadGrade | null;
  score: number | null;
  amount_minor: number | null;
  currency: string | null;
  attributes: Record<string, string | number | boolean> | null;
  known_by: string | null;
  is_customer: boolean;
  overdue: boolean;
  why: WaitReason | null;
  rule: number | null;
}

/** Reads what the rules of assignment look at: people with their load, and leads that nobody owns. */
@Injectable()
export class DeskReader {
  constructor(
    private readonly database: Database,
    private readonly presence: Presence,
  ) {}

  async policy(): Promise<PolicyNow | null> {
    const [row] = await this.database.query<{ id: string; number: number; rules: AssignmentRule[] }>(`select id, number, rules from assignment_policy where state = 'ACTIVE'`);
    return row ?? null;
  }

  /** Active people who may work on leads. Teams name those alone who have a profile; a rule may name anybody. */
  async desk(rules: readonly AssignmentRule[], now: Date): Promise<DeskNow> {
    const rows = await this.database.query<PersonRow>(peopleSql);
    const presence = await this.presence.at(rows.map(({ id }) => id), now);
    const seats = new Map(rows.map((row): [string, Seat] => [row.id, {
      userId: row.id, skills: row.skills, languages: row.languages, territories: row.territories, weight: Number(row.weight), cap: row.cap, receives: row.receives,
      isAbsent: presence.isAbsent(row.id), isWorking: presence.isWorking(row.id), load: row.load, lastAt: Number(row.last_at),
    }]));
    const members = new Map<string, string[]>();
    for (const { id, team_ids, has_profile } of rows) if (has_profile) for (const teamId of team_ids) members.set(teamId, [...(members.get(teamId) ?? []), id]);
    return { seats, candidates: candidatesOf(rules, (teamId) => members.get(teamId) ?? [], seats) };
  }

  /** The oldest leads without an owner behind a place in that order. */
  async free(now: Date, after: { openedAt: Date; id: string } | null, most: number): Promise<WaitingLead[]> {
    const rows = await this.database.query<LeadRow>(freeSql(after !== null), [now, most, ...(after ? [after.openedAt, after.id] : [])]);
    return rows.map((row) => ({
      id: row.id, customerId: row.customer_id, openedAt: row.opened_at, sourceId: row.source_id, origin: row.origin, productId: row.product_id, place: { country: row.country, region: row.region, city: row.city },
      language: languageOf(row.attributes), grade: row.grade, score: row.score, amountMinor: row.amount_minor === null ? null : Number(row.amount_minor), currency: row.currency, attributes: row.attributes, knownBy: row.known_by,
      reachedBy: row.is_customer ? new Set() : null, isOverdue: row.overdue, told: row.why === null ? null : { why: row.why, rule: row.rule },
    }));
  }
}

/** The language that was told with the lead, where it was. */
export const languageOf = (attributes: Readonly<Record<string, unknown>> | null): string | null => (typeof attributes?.['language'] === 'string' ? attributes['language'] : null);

const peopleSql = `
  select u.id, coalesce(p.skills, '{}') as skills, coalesce(p.languages, '{}') as languages, coalesce(p.territories, '[]') as territories, coalesce(p.weight, 1)::float8 as weight, p.open_cap as cap,
    coalesce(p.receives, true) and exists (select 1 from user_role x join role r on r.id = x.role_id and r.archived_at is null join role_grant g on g.role_id = r.id and g.action = 'lead.update' where x.user_id = u.id and (x.until is null or x.until > now())) as receives,
    p.id is not null as has_profile,
    array(select m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = u.id order by m.created_at, m.team_id) as team_ids,
    (select count(*)::int from lead l where l.owner_id = u.id and l.status = 'OPEN' and l.archived_at is null) as load,
    coalesce((select extract(epoch from max(d.at)) from lead_decision d where d.owner_id = u.id), 0)::float8 as last_at
  from app_user u left join sales_profile p on p.user_id = u.id and p.archived_at is null where u.status = 'ACTIVE' and u.archived_at is null and u.kind = 'PERSON' order by u.id`;

/**
 * The owner of a customer's record knows the person, and so does whoever works on another open lead of it. Which leads, that is settled first; all
 * else is asked of each by its key, so that a table whose contents the planner does not know yet is read no otherwise.
 */
export const freeSql = (isBehind: boolean): string => `
  with l as materialized (
    select l.* from lead l where l.owner_id is null and l.pool_id is null and l.status = 'OPEN' and l.archived_at is null${isBehind ? ' and (l.opened_at, l.id) > ($3::timestamptz, $4::uuid)' : ''} order by l.opened_at, l.id limit $2
  )
  select l.id, l.customer_id, l.opened_at, l.source_id, l.origin, l.product_id, c.country, c.region, c.city, s.grade, s.score, l.amount_minor, l.currency, l.attributes, c.stage <> 'PROSPECT' and c.owner_id is not null as is_customer,
    coalesce(case when c.stage <> 'PROSPECT' then c.owner_id end, k.owner_id) as known_by, coalesce(w.escalates_at <= $1::timestamptz, false) as overdue, w.why, w.rule
  from l join customer c on c.id = l.customer_id left join lead_score s on s.lead_id = l.id left join lead_wait w on w.lead_id = l.id
    cross join lateral (
      select (array_agg(o.owner_id order by o.opened_at, o.id) filter (where o.status = 'OPEN' and o.archived_at is null and o.owner_id is not null))[1] as owner_id from lead o where o.customer_id = l.customer_id
    ) k
  order by l.opened_at, l.id`;
