import { normalised, Params, planOf, type TypePlan, type Viewer } from '@dossier/kernel/access';
import { siteOf, unknownName } from '@dossier/kernel/list';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { customerList } from '../../profile/customer.list';
import { ofCustomers } from '../../profile/customer.policy';
import type { Kept } from './kept';

/** What a statement is compiled for. */
export interface Asking {
  viewer: Viewer;
  params: Params;
  clock: { today(zone?: string): string; readonly zone: string };
  /** The zones that some customers keep of their own. */
  zones: readonly string[];
  /** Which narrow tables may be asked. */
  kept: Kept;
  /** A parameter with the only ids to look at; null: everybody. */
  only: string | null;
}

/** Customers of one zone: those of the company (`own` is null), or those who keep this one. */
export interface Part {
  own: string | null;
  /** Those of other zones are not meant: another part answers for them. */
  leavesOthers: boolean;
}

/** Sets of customers, grouped before they are joined: whatever a condition counts is counted once, not once a customer. */
export class Ground {
  readonly plan: TypePlan;
  readonly site: ReturnType<typeof siteOf>;
  readonly sets: { alias: string; sql: string }[] = [];
  /** Sets outside of which nobody can match: any of them may be where the statement begins. */
  readonly inner: string[] = [];
  readonly today: string;
  readonly zone: string;
  private readonly known = new Map<string, string>();
  private ownParam: string | null = null;

  constructor(
    readonly asking: Asking,
    readonly part: Part,
  ) {
    this.plan = planOf(asking.viewer, ofCustomers);
    this.zone = part.own ?? asking.clock.zone;
    this.today = asking.clock.today(this.zone);
    this.site = siteOf(this.plan, customerList, asking.params, { today: () => this.today, zone: this.zone });
    const stored = this.site.column;
    if (part.own !== null) this.site.column = (path) => this.bySummaryDay(path) ?? stored(path);
  }

  get params(): Params {
    return this.asking.params;
  }

  get viewer(): Viewer {
    return this.asking.viewer;
  }

  /** Joins a set of customers, once; `sql` gives one row a customer. */
  add(sql: string): string {
    const there = this.known.get(sql);
    if (there) return there;
    const alias = `s${this.sets.length + 1}`;
    this.sets.push({ alias, sql });
    this.known.set(sql, alias);
    return alias;
  }

  /** ` and ...` that leaves of other rows only those of the customers who are looked at. */
  ofAsked(column: string): string {
    const asked = this.asking.only === null ? '' : ` and ${column} = any(${this.asking.only})`;
    return this.part.own === null ? asked : `${asked} and ${column} in (select z.id from customer z where z.time_zone = ${this.zoneParam()})`;
  }

  /** Whether a customer's amounts are all in one currency, as a set of the few of whom they are not. */
  mixed(): string {
    return this.add('select customer_id from customer_summary where mixed_currency');
  }

  /**
   * A condition over rows that are read under a word of their own: no name without the word, and of customers beyond its reach it says
   * neither yes nor no.
   */
  under(word: AccessWord, name: string, said: string, positive: boolean): string {
    const own = this.plan.scopes(word);
    if (own.length === 0) throw unknownName(name, 'SegmentRule');
    if (normalised([...own, ...this.plan.scopes()]).join() === own.join()) return said;
    const reach = this.plan.reach('t', this.params, word);
    return positive ? `(${reach} and ${said})` : `case when ${reach} then ${said} end`;
  }

  /** The first and last day of a sale in the zone of these customers; the summary knows the company's days. */
  private bySummaryDay(path: string): string | null {
    if (path !== 'summary.firstOrderOn' && path !== 'summary.lastOrderOn') return null;
    const day = `(o.ordered_at at time zone ${this.zoneParam()})::date`;
    const set = this.add(`select o.customer_id, min(${day}) as first_on, max(${day}) as last_on from sales_order o where o.archived_at is null and o.kind = 'SALE' and o.customer_id is not null${this.ofAsked('o.customer_id')} group by o.customer_id`);
    return `${set}.${path === 'summary.firstOrderOn' ? 'first_on' : 'last_on'}`;
  }

  /** The zone as a parameter; one for all places, so that equal sets read alike. */
  zoneParam(): string {
    return (this.ownParam ??= this.params.add(this.zone, 'text'));
  }
}
