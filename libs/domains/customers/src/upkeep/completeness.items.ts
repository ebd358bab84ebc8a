import { RecordSection } from '@dossier/vocabulary/fact-enums';

/** One thing that a whole record holds. */
export interface RecordItem {
  section: RecordSection;
  key: string;
  /** How much it counts in its section, and in the record. */
  weight: number;
  /** Fields of a customer (or the word of another type) that a reader must see to be told of it. */
  fields: readonly string[];
  /** Whether it is there, of the customer `alias`. */
  filled: (alias: string) => string;
  /** For whom it is asked at all; for everybody where nothing is said. */
  applies?: (alias: string) => string;
  /** The word without which nobody is told of it. */
  word?: 'order.read' | 'communication.read' | 'need.read' | 'feedback.read' | 'consent.read';
}

const person = (c: string): string => `${c}.kind = 'PERSON'`;
const holds = (kind: string) => (c: string): string => `exists (select 1 from customer_identity i where i.customer_id = ${c}.id and i.kind = '${kind}' and i.archived_at is null)`;
const has = (table: string, more = '') => (c: string): string => `exists (select 1 from ${table} x where x.customer_id = ${c}.id and x.archived_at is null${more})`;

/** What makes a record whole, and how much each thing counts. Industry packs add to it and weigh anew by `weighRecord`. */
const items: RecordItem[] = [
  { section: RecordSection.BASIC, key: 'name', weight: 3, fields: ['name', 'companyName'], filled: (c) => `coalesce(${c}.name, ${c}.company_name) is not null` },
  { section: RecordSection.BASIC, key: 'gender', weight: 1, fields: ['gender'], applies: person, filled: (c) => `${c}.gender <> 'UNKNOWN'` },
  { section: RecordSection.BASIC, key: 'birthDate', weight: 2, fields: ['birthDate'], applies: person, filled: (c) => `${c}.birth_date is not null` },
  { section: RecordSection.BASIC, key: 'occupation', weight: 1, fields: ['occupation', 'occupationText'], applies: person, filled: (c) => `coalesce(${c}.occupation, ${c}.occupation_text) is not null` },
  { section: RecordSection.BASIC, key: 'place', weight: 2, fields: ['country', 'region', 'city'], filled: (c) => `coalesce(${c}.city, ${c}.region, ${c}.country) is not null` },
  { section: RecordSection.BASIC, key: 'source', weight: 1, fields: ['sourceId', 'source'], filled: (c) => `${c}.source_id is not null` },
  { section: RecordSection.BASIC, key: 'owner', weight: 1, fields: ['ownerId', 'owner'], filled: (c) => `${c}.owner_id is not null` },
  { section: RecordSection.CONTACT, key: 'phone', weight: 3, fields: ['phone', 'identities'], filled: holds('PHONE') },
  { section: RecordSection.CONTACT, key: 'email', weight: 2, fields: ['email', 'identities'], filled: holds('EMAIL') },
  { section: RecordSection.NEEDS, key: 'need', weight: 2, fields: [], word: 'need.read', filled: has('customer_need', ` and x.kind = 'EXPLICIT'`) },
  { section: RecordSection.PURCHASES, key: 'order', weight: 2, fields: ['summary'], word: 'order.read', filled: (c) => `exists (select 1 from customer_summary s where s.customer_id = ${c}.id and s.order_count > 0)` },
  { section: RecordSection.COMMUNICATION, key: 'communication', weight: 2, fields: [], word: 'communication.read', filled: has('communication') },
  { section: RecordSection.LATENT, key: 'latentNeed', weight: 1, fields: [], word: 'need.read', filled: has('customer_need', ` and x.kind = 'LATENT'`) },
  { section: RecordSection.FEEDBACK, key: 'feedback', weight: 1, fields: [], word: 'feedback.read', filled: has('customer_feedback') },
  { section: RecordSection.CONSENT, key: 'consent', weight: 2, fields: [], word: 'consent.read', filled: (c) => `exists (select 1 from consent_state x where x.customer_id = ${c}.id)` },
];

/** Everything that counts, in the order of the sections. */
export const recordItems = (): readonly RecordItem[] => items;

/** Adds things that count, or weighs known ones anew: what an industry pack brings. Gives back how to take it out again. */
export function weighRecord(changes: readonly RecordItem[]): () => void {
  const before = [...items];
  for (const change of changes) {
    const at = items.findIndex(({ section, key }) => section === change.section && key === change.key);
    if (at < 0) items.push(change);
    else items[at] = change;
  }
  return () => void items.splice(0, items.length, ...before);
}

const weighed = (item: RecordItem, c: string, value: string): string => `case when ${item.applies?.(c) ?? 'true'} then ${value} else 0 end`;

/** Weight filled and weight asked for of some items, as two SQL sums over the customer `alias`. */
export function sumsOf(some: readonly RecordItem[], alias: string): { filled: string; asked: string } {
  const sum = (parts: string[]): string => (parts.length === 0 ? '0' : parts.join(' + '));
  return {
    filled: sum(some.map((item) => weighed(item, alias, `case when ${item.filled(alias)} then ${item.weight} else 0 end`))),
    asked: sum(some.map((item) => weighed(item, alias, String(item.weight)))),
  };
}
