import type { AnswerOf } from '@dossier/client';
import type { CustomerFactsDocument } from './facts.documents';

type Answer = AnswerOf<typeof CustomerFactsDocument>;
type Fact = Pick<NonNullable<Answer['customerFacts']>[number], 'stale'> & { current: { source: string | null; confidence: number | null } | null; reviewed: { verdict: string | null } | null };
type Contact = Pick<NonNullable<Answer['contactValidity']>[number], 'probability'>;

/** What one source holds of a record. */
export interface SourceLine {
  source: string;
  /** Fields whose value of now it has said. */
  fields: number;
  /** Those of all fields that have a value with a source. */
  share: number;
  /** How likely what it has said is right: the mean of the confidence of these fields. */
  accuracy: number;
  /** Of these fields, how many are in doubt by now. */
  stale: number;
}

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Source by source, those first that hold most. */
export function bySource(facts: readonly Fact[]): SourceLine[] {
  const held = facts.flatMap((fact) => (fact.current?.source ? [{ source: fact.current.source, confidence: fact.current.confidence ?? 0, stale: fact.stale === true }] : []));
  return [...Map.groupBy(held, ({ source }) => source)].map(([source, own]) => ({
    source, fields: own.length, share: own.length / held.length, accuracy: mean(own.map(({ confidence }) => confidence)) ?? 0, stale: own.filter(({ stale }) => stale).length,
  })).sort((a, b) => b.fields - a.fields || a.source.localeCompare(b.source));
}

/** How likely a section is right: its fields by the confidence of their sources, contacts by how likely they still hold. Null where nothing says so. */
export function accuracyOf(section: string, facts: readonly Fact[], contacts: readonly Contact[]): number | null {
  if (section === 'CONTACT') return mean(contacts.flatMap(({ probability }) => probability ?? []));
  return section === 'BASIC' ? mean(facts.flatMap((fact) => fact.current?.confidence ?? [])) : null;
}
