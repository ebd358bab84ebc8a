import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { normaliseContact } from '@dossier/kernel/crypto';
import { currentWork, Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { type ListSpec, type Page, type PageArgs } from '@dossier/kernel/list';
import { fold, searchQuery } from '@dossier/kernel/search';
import { Clock } from '@dossier/kernel/time';
import { DuplicateReason, IdentityKind, type DuplicateDecision, type DuplicateState } from '@dossier/vocabulary/enums';
import { Lookups } from '../identity/lookups';
import { IdentityService } from '../identity/identity.service';
import { regionOf } from '../identity/identity.rules';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { DuplicateCandidate } from './duplicate-candidate.entity';
import type { DuplicateProbe } from './duplicate.inputs';
import { strongest, type Match } from './duplicate.rules';

const AT_MOST = 5;

export const candidateList: ListSpec<never, 'CREATED_AT'> = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

/** With everything but look-ups by index switched off, for the statement that follows in this unit of work. */
const lookingUp = (others: 'on' | 'off'): string =>
  ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map((name) => `set local ${name} = ${others}`).join('; ');

@Injectable()
export class DuplicateService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(DuplicateCandidate) private readonly candidates: Records<DuplicateCandidate>,
    private readonly database: Database,
    private readonly identities: IdentityService,
    private readonly lookups: Lookups,
    private readonly clock: Clock,
  ) {}

  /** Customers within reach that share phone, e-mail or name with what is being typed. Others are never shown. */
  async live(viewer: Viewer, probe: DuplicateProbe, asked: Selection): Promise<Raw[]> {
    const found = strongest([...(await this.byContact(viewer, probe)), ...(await this.byName(viewer, probe))]).filter((match) => match.id !== probe.excludeId).slice(0, AT_MOST);
    const rows = new Map((await this.customers.readAll(viewer, found.map((match) => match.id), asked.below('customer'))).map((row) => [String(row['id']), row]));
    return found.flatMap((match) => (rows.has(match.id) ? [{ reason: match.reason, customer: rows.get(match.id) }] : []));
  }

  /** Writes every possible duplicate of these customers into the steward's queue, within reach or not. Nobody else learns of it. */
  async queue(ids: readonly string[]): Promise<void> {
    const work = currentWork();
    // While an import fills empty tables the planner takes them for small still, and would read them whole for each row.
    await work.query(lookingUp('off'));
    await work.query(
      `with asked as materialized (select c.id, c.name, c.name_key, c.birth_date from customer c where c.id = any($1::uuid[]) and c.archived_at is null),
      contact as materialized (select i.customer_id as id, i.kind, i.blind_index, i.blind_index_b from asked a join customer_identity i on i.customer_id = a.id
        where i.archived_at is null and i.kind in ('PHONE','EMAIL')),
      pair as (
        select x.id, i.customer_id as other, i.kind as reason from contact x join customer_identity i on i.blind_index = x.blind_index and i.archived_at is null where x.blind_index is not null
        union all
        select x.id, i.customer_id, i.kind from contact x join customer_identity i on i.blind_index_b = x.blind_index_b and i.archived_at is null where x.blind_index_b is not null
        union all
        select a.id, n.id, 'NAME' from asked a join customer n on n.name_key = a.name_key and n.birth_date = a.birth_date and n.name = a.name and n.archived_at is null
          where a.birth_date is not null and a.name_key <> ''
      )
      insert into duplicate_candidate (id, customer_id, other_id, reason)
      select gen_random_uuid(), p.a, p.b, p.reason from (select distinct least(id, other) as a, greatest(id, other) as b, reason from pair where id <> other) p
      join customer ca on ca.id = p.a and ca.archived_at is null join customer cb on cb.id = p.b and cb.archived_at is null
      on conflict do nothing`,
      [ids],
    );
    await work.query(lookingUp('on'));
  }

  /** The steward's queue: open pairs, newest first. */
  async open(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.candidates.page(viewer, { ...args }, candidateList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.candidates.read(viewer, id, asked);
  }

  /** Settles one pair. Both records stay as they are; the decision is kept so that the pair does not come back. */
  async resolve(viewer: Viewer, id: string, decision: DuplicateDecision): Promise<DuplicateCandidate> {
    const candidate = await this.candidates.get(viewer, id, 'RESOLVE');
    const now = this.clock.now();
    return this.candidates.save(viewer, candidate, { state: decision as unknown as DuplicateState, decidedById: viewer.userId, decidedAt: now, archivedAt: now }, 'RESOLVE');
  }

  private async byContact(viewer: Viewer, probe: DuplicateProbe): Promise<Match[]> {
    const plan = planOf(viewer, ofCustomers);
    const region = regionOf(this.clock.zone);
    const wanted = ([[IdentityKind.PHONE, probe.phone], [IdentityKind.EMAIL, probe.email]] as const).flatMap(([kind, text]) => {
      const normal = text ? normaliseContact(kind, text, region) : null;
      const seen = plan.field(kind.toLowerCase()).masked;
      return normal?.ok && seen !== false ? [{ index: this.identities.indexOf(kind, normal.value), seen }] : [];
    });
    if (wanted.length === 0) return [];
    const params = Params.empty();
    // Where the field is closed on some rows, no hit may tell what stands there.
    const same = wanted.map(({ index, seen }) => {
      const at = params.add(index, 'bytea');
      return `(${plan.condition(seen, 't', params)} and (i.blind_index = ${at} or i.blind_index_b = ${at}))`;
    });
    const text = `select distinct t.id, i.kind as reason from customer_identity i join customer t on t.id = i.customer_id
      where (${same.join(' or ')}) and i.archived_at is null and t.archived_at is null and ${plan.reach('t', params)} limit 20`;
    return this.lookups.counted(viewer, 'compareContacts', () => this.database.query<Match & { reason: DuplicateReason }>(text, params.values(viewer)));
  }

  private async byName(viewer: Viewer, probe: DuplicateProbe): Promise<Match[]> {
    const name = probe.name ? fold(probe.name) : '';
    const query = name.length > 1 ? searchQuery(probe.name!) : null;
    const plan = planOf(viewer, ofCustomers);
    if (!query || plan.field('name').clear !== true) return [];
    const params = Params.empty();
    const text = `select t.id from customer t where t.search_grams @> ${params.add(query.grams, 'text[]')} and split_part(t.search_text, e'\\n', 1) = ${params.add(name, 'text')}
      and t.archived_at is null and ${plan.reach('t', params)} limit 20`;
    const rows = await this.database.query<{ id: string }>(text, params.values(viewer));
    return rows.map(({ id }) => ({ id, reason: DuplicateReason.NAME }));
  }
}
