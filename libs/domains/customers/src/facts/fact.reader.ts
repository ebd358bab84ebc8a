import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records, selectionFrom, shapeOf } from '@dossier/kernel/data';
import type { FactSource, FactVerdict } from '@dossier/vocabulary/fact-enums';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { factNames } from './fact.columns';
import type { CustomerFact, FactReadingView } from './fact.views';

interface StoredReading extends Record<string, unknown> {
  id: string;
  fields: Record<string, unknown>;
  source: FactSource;
  channel_id: string | null;
  origin: string | null;
  actor_id: string | null;
  actor_name: string | null;
  observed_at: Date;
  recorded_at: Date;
  confidence: number;
  verdict: FactVerdict | null;
}

/** How many writes of one customer are gone through: an answer is never without an end. */
const MOST = 500;
const NAMES: Readonly<Record<string, string>> = { sourceId: 'channel', tagIds: 'tag' };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * All that was written of one customer, newest first: what sources said, what was derived of the first facts, and changes that no source
 * signed (reverts, and what was changed before sources were kept), which stand in the history alone.
 */
const READINGS = `
  select id::text, fields, source, channel_id, origin, actor_id, actor_name, observed_at, recorded_at, confidence::float8 as confidence, verdict from fact_reading where customer_id = $1
  union all
  select r.id::text, (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(r.after) e where e.key = any (fact_columns())), 'MANUAL', null, null, r.actor_id, r.actor_name, r.at, r.at, 0.9, null
  from revision r where r.table_name = 'customer' and r.row_id = $1 and r.operation = 'UPDATE' and r.after ?| fact_columns()
    and not exists (select 1 from observation o where o.customer_id = $1 and o.entry_id = r.entry_id)
  order by recorded_at desc, id desc limit ${MOST}`;

interface Site {
  property: string;
  column: string;
  /** The customer as it stands, by property: rights of now are judged on it. */
  standing: object;
  value: unknown;
  /** Signs before this instant are too old by the review rules; null where no rule speaks of the customer. */
  since: Date | null;
  readings: readonly StoredReading[];
}

/** In doubt: nobody could say at the last look, or what holds the value is older than the rules allow. */
const isStale = (current: StoredReading | undefined, reviewed: StoredReading | undefined, since: Date | null): boolean =>
  reviewed?.verdict === 'UNKNOWN' || (since !== null && (current === undefined || current.observed_at < since));

/** The facts of a customer as a reader sees them: each field with its source, its time, its confidence, and what was said of it before. */
@Injectable()
export class FactReader {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
  ) {}

  async of(viewer: Viewer, id: string): Promise<CustomerFact[]> {
    await this.customers.read(viewer, id, selectionFrom(['id']));
    const [stored] = await this.database.query<Record<string, unknown>>('select to_jsonb(c) as row from customer c where id = $1', [id]);
    const row = stored!['row'] as Record<string, unknown>;
    const standing = Object.fromEntries([...shapeOf(Customer).columns].map(([property, { column }]) => [property, row[column]]));
    const readings = await this.database.query<StoredReading>(READINGS, [id]);
    const [rule] = await this.database.query<{ since: Date | null }>(`select now() - min(months) * interval '1 month' as since from review_policy where archived_at is null and section = 'BASIC' and (stages = '{}' or $1 = any(stages))`, [row['stage']]);
    return [...factNames()].flatMap(([property, column]) => this.fact(viewer, { property, column, standing, value: row[column], since: rule?.since ?? null, readings: readings.filter((reading) => column in reading.fields) }));
  }

  /** Nothing of a field that is closed to this viewer, not even that something was said; one that is masked stays so in every reading. */
  private fact(viewer: Viewer, { property, column, standing, value, since, readings }: Site): CustomerFact[] {
    if (property === 'custom' || readings.length === 0) return [];
    const plan = planOf(viewer, ofCustomers);
    const level = plan.levelOn(property, standing);
    if (level === 'HIDDEN') return [];
    const show = (said: unknown): unknown => {
      if (said === null || said === undefined) return null;
      if (level === 'MASKED') return plan.policy.masks[property]?.(said) ?? null;
      const dictionary = NAMES[property];
      return dictionary === undefined ? said : [said].flat().map((one) => this.dictionaries.lookUp(dictionary, one)?.name ?? '').join('、');
    };
    const told = readings.map((reading) => this.told(reading, show(reading.fields[column])));
    const at = readings.findIndex((reading) => reading.verdict !== 'UNKNOWN' && same(reading.fields[column], value));
    return [{ field: property, stale: isStale(readings[at], readings.find(({ verdict }) => verdict !== null), since), current: told[at] ?? null, reviewed: told[readings.findIndex(({ verdict }) => verdict !== null)] ?? null, readings: told }];
  }

  private told(reading: StoredReading, value: unknown): FactReadingView {
    return {
      id: reading.id, value, source: reading.source, origin: reading.origin, verdict: reading.verdict, confidence: reading.confidence, observedAt: reading.observed_at, recordedAt: reading.recorded_at,
      channel: reading.channel_id === null ? null : (this.dictionaries.lookUp('channel', reading.channel_id) ?? null),
      actor: reading.actor_id === null && reading.actor_name === null ? null : { id: reading.actor_id ?? '', name: reading.actor_name ?? '' },
    };
  }
}
