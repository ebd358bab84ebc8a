import { estimateLinkage, type Comparison, type Counted, type FieldOdds, type Linkage } from '@dossier/metrics';
import { MatchField, type MatchLevel } from '@dossier/vocabulary/match-enums';
import { compared } from './match.compare';
import { judged, type Judged } from './match.judge';
import { blockingKeys, CROWD, identityKeys } from './match.keys';
import { shippedModel, type MatchModel } from './match.model';
import type { MatchRecord } from './match.record';

/** Two records that may be of one person. */
export interface Linked extends Judged {
  level: MatchLevel;
  a: string;
  b: string;
}

/** Pairs that share a key, each once; keys that a crowd shares bring nobody together. */
export function pairsSharing(records: readonly MatchRecord[], keysOf: (record: MatchRecord) => readonly string[]): (readonly [MatchRecord, MatchRecord])[] {
  const blocks = new Map<string, MatchRecord[]>();
  for (const record of records) {
    for (const key of keysOf(record)) {
      const block = blocks.get(key);
      if (block) block.push(record);
      else blocks.set(key, [record]);
    }
  }
  const pairs = new Map<string, readonly [MatchRecord, MatchRecord]>();
  for (const block of blocks.values()) {
    if (block.length > CROWD) continue;
    for (const [at, one] of block.entries()) {
      for (const other of block.slice(at + 1)) if (one.id !== other.id) pairs.set(one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`, [one, other]);
    }
  }
  return [...pairs.values()];
}

/** Matches records held in memory by the same rules as those in tables: for figures and for trying things out. */
export function linkRecords(records: readonly MatchRecord[], model: MatchModel = shippedModel): Linked[] {
  return pairsSharing(records, (record) => [...identityKeys(record), ...blockingKeys(record)]).flatMap(([one, other]) => {
    const found = judged(one, other, model, records.length);
    return found.level === null ? [] : [{ ...found, a: one.id, b: other.id, level: found.level }];
  });
}

/** Fewer pairs than this tell too little: the shipped model stands. */
export const ENOUGH_PAIRS = 1_000;
/** So many pairs drawn by chance tell how often fields agree among different people; what is shipped counts like so many besides. */
const DRAWN = 100_000;
const SHIPPED_COUNTS = 2_000;
const PERSONAL = [MatchField.NAME, MatchField.BIRTH, MatchField.CITY, MatchField.COMPANY, MatchField.GENDER];

/**
 * The model that the records themselves suggest: u from pairs drawn by chance, m by expectation maximisation over pairs that share an
 * identity (personal facts) and over pairs of the same name and birthday (phones and addresses), so that no field is judged among pairs that
 * it has brought together. Null: too few pairs to learn from.
 */
export function learnedModel(records: readonly MatchRecord[], start: MatchModel = shippedModel): MatchModel | null {
  const sharing = pairsSharing(records, identityKeys);
  if (sharing.length < ENOUGH_PAIRS) return null;
  const linkage = withU(start.linkage, drawnPairs(records));
  const personal = fitted(sharing, pick(linkage, PERSONAL), 0.9);
  const named = pairsSharing(records, (record) => (record.birthDate && record.name ? [`${record.name} ${record.birthDate}`] : []));
  const contact = named.length < ENOUGH_PAIRS / 4 ? {} : fitted(named, pick(linkage, [MatchField.PHONE, MatchField.EMAIL]), 0.9);
  return { ...start, linkage: { ...linkage, ...personal, ...contact } };
}

const pick = (linkage: Linkage, fields: readonly string[]): Linkage => Object.fromEntries(fields.flatMap((field) => (linkage[field] ? [[field, linkage[field]]] : [])));

/** Every so many-th record with another far away: the same draw on every machine. */
function drawnPairs(records: readonly MatchRecord[]): (readonly [MatchRecord, MatchRecord])[] {
  const pairs: (readonly [MatchRecord, MatchRecord])[] = [];
  const n = records.length;
  let seed = 20_261_122;
  while (n > 2 && pairs.length < DRAWN) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const one = seed % n;
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const other = (one + 1 + (seed % (n - 1))) % n;
    pairs.push([records[one]!, records[other]!]);
  }
  return pairs;
}

function withU(linkage: Linkage, pairs: readonly (readonly [MatchRecord, MatchRecord])[]): Linkage {
  const counts = new Map<string, number>();
  for (const [one, other] of pairs) {
    for (const [field, outcome] of Object.entries(compared(one, other))) {
      counts.set(field, (counts.get(field) ?? 0) + 1);
      counts.set(`${field} ${outcome}`, (counts.get(`${field} ${outcome}`) ?? 0) + 1);
    }
  }
  return Object.fromEntries(Object.entries(linkage).map(([field, odds]) => [field, uOf(field, odds, counts)]));
}

const uOf = (field: string, odds: FieldOdds, counts: ReadonlyMap<string, number>): FieldOdds =>
  Object.fromEntries(Object.entries(odds).map(([outcome, { m, u }]) => [outcome, { m, u: ((counts.get(`${field} ${outcome}`) ?? 0) + SHIPPED_COUNTS * u) / ((counts.get(field) ?? 0) + SHIPPED_COUNTS) }]));

/** A field whose agreement would speak against one person was learned from too little: it keeps what it had. */
function fitted(pairs: readonly (readonly [MatchRecord, MatchRecord])[], start: Linkage, share: number): Linkage {
  const counted = new Map<string, Counted>();
  for (const [one, other] of pairs) {
    const comparison = Object.fromEntries(Object.entries(compared(one, other)).filter(([field]) => field in start)) as Comparison;
    const key = JSON.stringify(comparison);
    const known = counted.get(key);
    if (known) known.count += 1;
    else counted.set(key, { comparison, count: 1 });
  }
  const { linkage } = estimateLinkage([...counted.values()], start, share, { fixedU: true });
  const sane = (odds: FieldOdds): boolean => {
    const outcomes = Object.values(odds);
    return outcomes.length > 0 && outcomes[0]!.m > outcomes[0]!.u && (outcomes.length === 1 || outcomes.at(-1)!.m < outcomes.at(-1)!.u);
  };
  return Object.fromEntries(Object.entries(linkage).map(([field, odds]) => [field, sane(odds) ? odds : start[field]!]));
}
