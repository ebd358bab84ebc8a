import { RecordSection, type FactSource } from '@dossier/vocabulary/fact-enums';
import type { IdentityKind } from '@dossier/vocabulary/enums';
import { isReal } from '../misuse/real';
import { recordItems, sumsOf } from './completeness.items';

/** A share of fewer facts than this says nothing. */
export const LEAST_FACTS = 30;
const BINS = 10;

/** What a chunk of customers adds up to: one line for each source and tenth. */
export interface Line extends Record<string, unknown> {
  channel: string | null;
  origin: FactSource;
  bin: number;
  customers: number;
  share: number;
  last: string;
}

export interface Reviewed extends Record<string, unknown> {
  channel: string | null;
  origin: FactSource;
  confirmed: number;
  corrected: number;
  unknown: number;
}

export interface Contacts extends Record<string, unknown> {
  kind: IdentityKind;
  contacts: number;
  verified: number;
  bounced: number;
  validity: number | null;
}

const sections = Object.values(RecordSection);

/** How the record of a customer came in: what its first facts say, else its batch. */
export const originSql = (c: string): string =>
  `coalesce((select o.source from observation o where o.customer_id = ${c}.id and o.initial and o.side_id is null limit 1),
    case when ${c}.demo then 'DEMO' when ${c}.batch_id is not null then 'IMPORT' when ${c}.external_source like 'webhook:%' then 'WEBHOOK' else 'MANUAL' end)`;

/** One chunk of customers behind an id, added up by source and tenth. */
export function chunkSql(): string {
  const own = sections.map((section, at) => ({ at, ...sumsOf(recordItems().filter((item) => item.section === section), 'c') }));
  const whole = sumsOf(recordItems(), 'c');
  return `with chosen as materialized (select * from customer a where a.archived_at is null and a.merged_into_id is null and a.id > $1::uuid and ${isReal('a.id')} order by a.id limit $2),
    one as materialized (select c.id, c.source_id as channel, ${originSql('c')} as origin, (${whole.filled})::float8 / nullif(${whole.asked}, 0) as share,
      ${own.map(({ at, filled, asked }) => `(${filled})::float8 / nullif(${asked}, 0) as s${at}`).join(', ')} from chosen c)
    select channel, origin, least(${BINS - 1}, floor(share * ${BINS}))::int as bin, count(*)::int as customers, sum(share) as share, max(id::text) as last,
      ${own.map(({ at }) => `sum(s${at}) as s${at}, count(s${at})::int as n${at}`).join(', ')} from one group by 1, 2, 3`;
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const mean = (sum: number, count: number): number | null => (count === 0 ? null : rounded(sum / count));
const total = <T>(rows: readonly T[], of: (row: T) => unknown): number => rows.reduce((sum, row) => sum + Number(of(row) ?? 0), 0);

/** Confirmed by confirmed and corrected facts. Null below thirty of them: there is not enough to say. */
export const accuracyOf = (confirmed: number, corrected: number): number | null => (confirmed + corrected < LEAST_FACTS ? null : rounded(confirmed / (confirmed + corrected)));

/** The figures of a report, from what the chunks add up to. */
export function figuresOf(lines: readonly Line[], found: { reviewed: readonly Reviewed[]; contacts: readonly Contacts[]; stale: number }, channelName: (id: string) => string): Record<string, unknown> {
  const customers = total(lines, (line) => line.customers);
  const confirmed = total(found.reviewed, (row) => row.confirmed);
  const corrected = total(found.reviewed, (row) => row.corrected);
  return {
    customers, completeness: mean(total(lines, (line) => line.share), customers), stale: mean(found.stale, customers),
    accuracy: { confirmed, corrected, unknown: total(found.reviewed, (row) => row.unknown), share: accuracyOf(confirmed, corrected) },
    distribution: Array.from({ length: BINS }, (_, bin) => ({ from: bin / BINS, customers: total(lines.filter((line) => line.bin === bin), (line) => line.customers) })),
    sections: sections.map((section, at) => {
      const measured = total(lines, (line) => line[`n${at}`]);
      return { section, customers: measured, completeness: mean(total(lines, (line) => line[`s${at}`]), measured) };
    }),
    sources: sourcesOf(lines, found.reviewed, channelName),
    contacts: found.contacts.map((row) => ({ ...row, validity: row.validity === null ? null : rounded(row.validity) })),
  };
}

const placeOf = ({ channel, origin }: { channel: string | null; origin: string }): string => `${origin}:${channel ?? ''}`;

function sourcesOf(lines: readonly Line[], reviewed: readonly Reviewed[], channelName: (id: string) => string): object[] {
  const places = [...new Set(lines.map(placeOf))].sort();
  return places.map((id) => {
    const own = lines.filter((line) => placeOf(line) === id);
    const looked = reviewed.filter((row) => placeOf(row) === id);
    const [confirmed, corrected] = [total(looked, (row) => row.confirmed), total(looked, (row) => row.corrected)];
    const customers = total(own, (line) => line.customers);
    const { channel, origin } = own[0]!;
    return { id, origin, channel: channel === null ? null : { id: channel, name: channelName(channel) }, customers, completeness: mean(total(own, (line) => line.share), customers), reviewed: confirmed + corrected, accuracy: accuracyOf(confirmed, corrected) };
  }).sort((a, b) => b.customers - a.customers);
}
