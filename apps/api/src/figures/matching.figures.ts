import { learnedModel, linkRecords, type MatchRecord } from '@dossier/customers';
import { wilsonInterval } from '@dossier/metrics';
import { BirthPrecision, CustomerKind, Gender, IdentityKind } from '@dossier/vocabulary/enums';
import type { Figure } from '../seed/retail.figures';
import { demoCustomers } from '../seed/demo.customers';
import type { RetailSet } from '../seed/retail.codec';
import { retailOrders } from '../seed/retail.reading';
import { twoSources, type SourcePerson, type TwoSources } from './two-sources';

/** How well matching tells who is who, counted against the truth. */
export interface MatchingScore {
  automatic: number;
  automaticRight: number;
  reviewed: number;
  reviewedRight: number;
  people: number;
  found: number;
}

/** The people of the retail set as two systems know them. */
export function retailSources(set: RetailSet, share = 1): TwoSources {
  const orders = [...retailOrders(set)];
  const lastDay = orders.reduce((last, order) => (order.at > last ? order.at : last), '').slice(0, 10);
  const people = demoCustomers(orders, lastDay);
  return twoSources(people.slice(0, Math.ceil(people.length * share)));
}

/** A person of a source as matching looks at them. */
export function recordOf(person: SourcePerson): MatchRecord {
  const birth = birthOf(person.birth);
  return {
    id: person.id, kind: person.kind === 'COMPANY' ? CustomerKind.COMPANY : CustomerKind.PERSON, name: person.name || null, nameLatin: null, companyName: person.companyName || null,
    gender: Gender[person.gender], ...birth, city: person.city || null,
    identities: [
      ...(person.phone ? [{ kind: IdentityKind.PHONE, value: person.phone, verified: person.isPhoneVerified, shared: false }] : []),
      ...(person.email ? [{ kind: IdentityKind.EMAIL, value: person.email, verified: false, shared: false }] : []),
    ],
  };
}

export function birthOf(text: string): { birthDate: string | null; birthPrecision: BirthPrecision | null } {
  if (text === '') return { birthDate: null, birthPrecision: null };
  if (text.startsWith('--')) return { birthDate: `2000-${text.slice(2)}`, birthPrecision: BirthPrecision.MONTH_DAY };
  if (text.length === 4) return { birthDate: `${text}-01-01`, birthPrecision: BirthPrecision.YEAR };
  return text.length === 7 ? { birthDate: `${text}-01`, birthPrecision: BirthPrecision.YEAR_MONTH } : { birthDate: text, birthPrecision: BirthPrecision.FULL };
}

/** Counts what was found between the two sources against the truth. */
export function scored(found: readonly { a: string; b: string; level: string }[], { truth }: TwoSources): MatchingScore {
  const same = new Set(truth.map(([a, b]) => `${a} ${b}`));
  const between = found.map(({ a, b, level }) => ({ key: a < b ? `${a} ${b}` : `${b} ${a}`, level }));
  const right = (level: string): number => between.filter((pair) => pair.level === level && same.has(pair.key)).length;
  const all = (level: string): number => between.filter((pair) => pair.level === level).length;
  return {
    automatic: all('AUTO'), automaticRight: right('AUTO'), reviewed: all('REVIEW'), reviewedRight: right('REVIEW'), people: truth.length, found: right('AUTO') + right('REVIEW'),
  };
}

/** What matching finds among the two sources, with the odds that it learns from them and with those it is shipped with. */
export function matchingFigures(set: RetailSet): Figure[] {
  const sources = retailSources(set);
  const records = [...sources.a, ...sources.b].map(recordOf);
  const learned = learnedModel(records);
  return [
    { id: 'match.records', value: String(records.length), unit: 'records', n: records.length },
    ...figuresOf('match', scored(linkRecords(records, learned ?? undefined), sources)),
    ...figuresOf('match.shipped', scored(linkRecords(records), sources)),
  ];
}

function figuresOf(name: string, score: MatchingScore): Figure[] {
  const part = (id: string, hits: number, n: number): Figure[] => {
    const range = wilsonInterval(hits, n);
    return [{ id, value: n === 0 ? 'none' : (hits / n).toFixed(4), unit: `fraction 95%=[${range ? `${range.low.toFixed(4)},${range.high.toFixed(4)}` : ''}]`, n }];
  };
  return [
    ...part(`${name}.precision_auto`, score.automaticRight, score.automatic), ...part(`${name}.recall_auto`, score.automaticRight, score.people),
    ...part(`${name}.recall_with_review`, score.found, score.people), ...part(`${name}.precision_review`, score.reviewedRight, score.reviewed),
  ];
}
