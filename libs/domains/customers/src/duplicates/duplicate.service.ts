import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { normaliseContact } from '@dossier/kernel/crypto';
import { Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { fold, searchQuery } from '@dossier/kernel/search';
import { Clock } from '@dossier/kernel/time';
import { DuplicateReason, IdentityKind } from '@dossier/vocabulary/enums';
import { Lookups } from '../identity/lookups';
import { Matching } from '../matching/matching';
import { IdentityService } from '../identity/identity.service';
import { regionOf } from '../identity/identity.rules';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import type { DuplicateProbe } from './duplicate.inputs';
import { strongest, type Match } from './duplicate.rules';

const AT_MOST = 5;
/** So many customers are compared with all others while their writer waits; more are left to the job. */
const AT_ONCE = 20;

@Injectable()
export class DuplicateService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly identities: IdentityService,
    private readonly lookups: Lookups,
    private readonly matching: Matching,
    private readonly clock: Clock,
  ) {}

  /** Customers within reach that share phone, e-mail or name with what is being typed. Others are never shown. */
  async live(viewer: Viewer, probe: DuplicateProbe, asked: Selection): Promise<Raw[]> {
    const found = strongest([...(await this.byContact(viewer, probe)), ...(await this.byName(viewer, probe))]).filter((match) => match.id !== probe.excludeId).slice(0, AT_MOST);
    const rows = new Map((await this.customers.readAll(viewer, found.map((match) => match.id), asked.below('customer'))).map((row) => [String(row['id']), row]));
    return found.flatMap((match) => (rows.has(match.id) ? [{ reason: match.reason, customer: rows.get(match.id) }] : []));
  }

  /** Has these customers compared with all others, within reach or not, and the possible duplicates queued for the steward: few at once, many by a job. */
  async queue(ids: readonly string[]): Promise<void> {
    await (ids.length <= AT_ONCE ? this.matching.compare(ids) : this.matching.later(ids));
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
