import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, type NamedEntry, type Raw } from '@dossier/kernel/data';
import type { AssignmentAct } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { LeadDecision } from './assignment.entities';
import { PeopleService } from './people.service';

/** So many decisions of one lead, the newest first. */
const NEWEST = 20;

interface Row extends Record<string, unknown> {
  id: string;
  lead_id: string;
  at: Date;
  act: AssignmentAct;
  rule: number | null;
  rule_name: string | null;
  loads: number[] | null;
  refusals: string | null;
  owner_id: string | null;
  pool_id: string | null;
  pool_name: string | null;
  actor_id: string | null;
  reason: string | null;
  number: number | null;
  candidates: [string, number][] | null;
}

/** Beside a lead: how it came to whoever has it. One statement for all rows of a page. */
@Resolver(() => Lead)
export class DecisionsField {
  private readonly loaders = new WeakMap<Viewer, DataLoader<string, LeadDecision[]>>();

  constructor(
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly people: PeopleService,
  ) {}

  @ResolveField(() => [LeadDecision], { nullable: true, description: 'How it came to whoever has it, the newest twenty first' })
  @Access('lead.read')
  assignments(@By() viewer: Viewer, @Parent() lead: Raw): Promise<LeadDecision[]> {
    let loader = this.loaders.get(viewer);
    if (!loader) this.loaders.set(viewer, (loader = this.loader(viewer.may('assignment.manage'))));
    return loader.load(String(lead['id']));
  }

  private loader(withCandidates: boolean): DataLoader<string, LeadDecision[]> {
    return new DataLoader<string, LeadDecision[]>(async (ids) => {
      const rows = await this.database.query<Row>(newestSql, [[...new Set(ids)], NEWEST, withCandidates]);
      const found = Map.groupBy(rows, (row) => row.lead_id);
      return ids.map((id) => (found.get(id) ?? []).map((row) => this.said(row)));
    }, { cache: false });
  }

  private said(row: Row): LeadDecision {
    const named = (id: string | null): NamedEntry | null => (id === null ? null : this.dictionaries.lookUp('user', id));
    return {
      id: row.id, at: row.at.toISOString(), act: row.act, ruleName: row.rule_name, reason: row.reason, owner: named(row.owner_id), actor: named(row.actor_id),
      pool: row.pool_id === null ? null : { id: row.pool_id, name: row.pool_name ?? '' }, policyNumber: row.number,
      candidates: row.candidates === null || row.refusals === null ? null : this.people.candidates(row.candidates, row.loads ?? [], row.refusals),
    };
  }
}

/** $1 the leads, $2 how many of each, $3 whether candidates are read along. */
const newestSql = `
  select d.id, d.lead_id, d.at, d.act, d.rule, d.rule_name, d.loads, d.refusals, d.owner_id, d.pool_id, p.name as pool_name, d.actor_id, d.reason, r.number, case when $3 then r.candidates->d.rule end as candidates
  from unnest($1::uuid[]) as l (id) cross join lateral (select * from lead_decision x where x.lead_id = l.id order by x.at desc, x.id desc limit $2) d
    left join assignment_round r on r.id = d.round_id left join lead_pool p on p.id = d.pool_id order by d.at desc, d.id desc`;
