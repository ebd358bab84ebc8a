import { Injectable } from '@nestjs/common';
import { currentWork, newId } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { AssignmentAct } from '@dossier/vocabulary/lead-enums';
import type { Seat } from './assign.rules';
import type { Decided, PolicyNow, WaitingLead } from './desk.reader';
import { LeadOwnership } from './ownership';
import { decideSql } from './ownership.sql';
import { Presence } from './presence';

/** Leads that wait for somebody: since when, why, and when their fallback is due. */
@Injectable()
export class Waits {
  constructor(
    private readonly ownership: LeadOwnership,
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /** Says of each lead of a customer who reaches that record: only they may be given it. Prospects are open to everybody. */
  async reached(leads: readonly WaitingLead[], seats: ReadonlyMap<string, Seat>): Promise<WaitingLead[]> {
    const ofCustomers = leads.filter(({ reachedBy }) => reachedBy !== null);
    if (ofCustomers.length === 0) return [...leads];
    const reachers = new Map<string, Set<string>>();
    for (const seat of seats.values()) {
      if (!seat.receives) continue;
      for (const id of await this.ownership.reached(seat.userId, ofCustomers.map(({ customerId }) => customerId))) reachers.set(id, (reachers.get(id) ?? new Set()).add(seat.userId));
    }
    return leads.map((lead) => (lead.reachedBy === null ? lead : { ...lead, reachedBy: reachers.get(lead.customerId) ?? new Set() }));
  }

  /** Keeps that these leads wait, with the decision for each. */
  async keep(waiting: readonly Decided[], policy: PolicyNow, roundId: string): Promise<void> {
    if (waiting.length === 0) return;
    const now = this.clock.now();
    const work = currentWork();
    const due = new Map<number, Date>();
    for (const [at, { escalateMinutes }] of policy.rules.entries()) if (escalateMinutes !== null) due.set(at, await this.presence.later(null, now, escalateMinutes));
    const rows = waiting.flatMap(({ lead, decision }) => (decision.outcome.kind === 'WAIT' ? [{ leadId: lead.id, why: decision.outcome.why, rule: decision.rule, decision }] : []));
    await work.query(keepSql, [rows.map(({ leadId }) => leadId), rows.map(({ why }) => why), rows.map(({ rule }) => rule), rows.map(({ rule }) => (rule === null ? null : due.get(rule) ?? null)), now]);
    const lines = rows.map(({ leadId, why, rule, decision }) => ({ id: newId(), lead_id: leadId, act: AssignmentAct.WAITS, round_id: roundId, rule, rule_name: rule === null ? null : policy.rules[rule]!.name, loads: decision.loads, refusals: decision.refusals, reason: why }));
    await work.query(decideSql, [JSON.stringify(lines), now, null]);
  }
}

/** Since when stays as it was while the same rule takes it; a fallback is not put off by a second look. */
const keepSql = `
  insert into lead_wait (lead_id, why, rule, escalates_at, since, tried_at)
  select w.lead_id, w.why, w.rule, w.due, $5, $5 from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[]) as w (lead_id, why, rule, due)
  on conflict (lead_id) do update set why = excluded.why, escalates_at = case when lead_wait.rule is not distinct from excluded.rule then lead_wait.escalates_at else excluded.escalates_at end, rule = excluded.rule, tried_at = excluded.tried_at`;
