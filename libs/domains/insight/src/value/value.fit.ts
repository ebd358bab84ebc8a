import {
  bgNbdLogLikelihood, calibration, chanceOf, decileTable, fitBgNbd, fitGammaGamma, fitParetoNbd, populationStability, scoreBgNbd, valueOutlook,
  type BgNbdFit, type Caution, type Decile, type GammaGammaFit, type Refused, type ReliabilityBin, type ValueModels,
} from '@dossier/metrics';
import { QUARTER, type HeldHistories, type ValueHistories } from './value.columns';

/** A fit is of so many customers at most, drawn at random: more would narrow intervals that are narrow already. */
const MOST_FITTED = 50_000;
/** The held-out quarter is looked at on so many. */
const MOST_HELD = 20_000;
/** Methods are compared by their likelihood on so many. */
const MOST_COMPARED = 3_000;
/** How many quantiles of the scores are kept, to tell later how far they have moved. */
const REFERENCE = 1_000;

/** How predictions for a held-out time came true. */
export interface HeldOut {
  n: number;
  /** Means of the probability to buy, and of those who bought. */
  predicted: number;
  observed: number;
  bins: ReliabilityBin[];
  /** Days with a purchase, all customers together. */
  purchases: { predicted: number; actual: number };
  /** Which part of the customers ended within the range that was told for 80 of 100. */
  covered: number;
  /** Net spend by tenth of the predicted one. */
  deciles: Decile[];
}

/** A method with its likelihood on the compared customers. */
export interface Compared {
  method: 'BG' | 'MBG' | 'PARETO';
  logLikelihood: number | null;
}

/** What is known of value after a fit. */
export interface ValueFound {
  status: 'OK' | 'WEAK';
  purchase: BgNbdFit;
  spend: GammaGammaFit;
  compared: Compared[];
  comparedOn: number;
  fittedOn: number;
  cautions: Caution[];
  heldOut: HeldOut | null;
  reference: number[];
}

interface Input {
  now: ValueHistories;
  held: HeldHistories;
  seed: number;
}

/** The models of value from histories: purchases by BG/NBD or MBG/NBD, whichever the data favour, spend by Gamma-Gamma; each with its fit on what was known a quarter before. */
export function fitValue({ now, held, seed }: Input): ValueFound | Refused {
  const sample = drawn(now, MOST_FITTED, seed);
  const compared = comparedOn(drawn(now, MOST_COMPARED, seed + 1));
  const likelihood = (method: Compared['method']): number => compared.find((one) => one.method === method)?.logLikelihood ?? -Infinity;
  const kind = likelihood('MBG') > likelihood('BG') ? 'MBG' : 'BG';
  const purchase = fitBgNbd(sample, kind);
  if (purchase.status === 'REFUSED') return purchase;
  const spend = fitGammaGamma(sample.repeats, sample.spend);
  if (spend.status === 'REFUSED') return spend;
  const models: ValueModels = { purchase: purchase.value.model, spend: spend.value.model };
  const cautions = [...new Set([...purchase.cautions, ...spend.cautions])];
  return {
    status: cautions.length > 0 ? 'WEAK' : 'OK', purchase: purchase.value, spend: spend.value, compared, comparedOn: Math.min(MOST_COMPARED, now.repeats.length), fittedOn: sample.repeats.length, cautions,
    heldOut: heldOutOf(held, { kind, seed }), reference: referenceOf(buysWithin(models, now)),
  };
}

/** The same fit on what was known then, beside what came. None where too little was known. */
function heldOutOf(held: HeldHistories, { kind, seed }: { kind: 'BG' | 'MBG'; seed: number }): HeldOut | null {
  const sample = drawn(held, MOST_HELD, seed + 2);
  const [purchase, spend] = [fitBgNbd(sample, kind), fitGammaGamma(sample.repeats, sample.spend)];
  if (purchase.status === 'REFUSED' || spend.status === 'REFUSED') return null;
  return cameTrue({ purchase: purchase.value.model, spend: spend.value.model }, sample);
}

/** What models foretold for a quarter, beside what came. None where there are too few customers, or all did the same. */
export function cameTrue(models: ValueModels, held: HeldHistories): HeldOut | null {
  const n = held.repeats.length;
  const bought = held.laterDays.map((days) => (days > 0 ? 1 : 0));
  const told = buysWithin(models, held);
  const reliable = calibration(told, bought);
  if (reliable.status === 'REFUSED') return null;
  const ahead = valueOutlook(models, held, { periods: 1, length: QUARTER, discount: 0, margin: 1 });
  const deciles = decileTable(ahead.value, held.laterSpend);
  const covered = held.laterDays.reduce((sum, days, i) => sum + (days >= ahead.purchasesLow[i]! && days <= ahead.purchasesHigh[i]! ? 1 : 0), 0);
  return {
    n, predicted: mean(told), observed: reliable.value.baseRate, bins: reliable.value.bins, purchases: { predicted: total(ahead.purchases), actual: total(held.laterDays) },
    covered: covered / n, deciles: deciles.status === 'REFUSED' ? [] : deciles.value,
  };
}

/** How far today's scores have moved from those at fitting, and how what was foretold for the last quarter came true. */
export function checkValue({ models, now, held, reference }: { models: ValueModels; now: ValueHistories; held: HeldHistories | null; reference: readonly number[] }): { psi: number | null; heldOut: HeldOut | null } {
  const drift = populationStability(reference, buysWithin(models, now));
  return { psi: drift.status === 'REFUSED' ? null : drift.value.psi, heldOut: held === null ? null : cameTrue(models, held) };
}

const buysWithin = ({ purchase }: ValueModels, histories: ValueHistories): Float64Array => scoreBgNbd(purchase, histories, QUARTER).silent.map((silent) => 1 - silent);
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: Float64Array): number => (values.length === 0 ? 0 : total(values) / values.length);

function comparedOn(sample: ValueHistories): Compared[] {
  const kinds = ['BG', 'MBG'] as const;
  const fits = kinds.map((kind) => fitBgNbd(sample, kind));
  const told = fits.map((fit, at): Compared => ({ method: kinds[at]!, logLikelihood: fit.status === 'REFUSED' ? null : bgNbdLogLikelihood(fit.value.model, sample) }));
  // Where nobody is seen leaving all three are one model, and the climb of the third has no end.
  if (fits.some((fit) => fit.status !== 'REFUSED' && fit.cautions.includes('DROPOUT_NOT_SEEN'))) return told;
  const pareto = fitParetoNbd(sample);
  return [...told, { method: 'PARETO', logLikelihood: pareto.status === 'REFUSED' ? null : pareto.value.logLikelihood }];
}

function referenceOf(values: Float64Array): number[] {
  if (values.length <= REFERENCE) return [...values];
  const sorted = values.slice().sort();
  return Array.from({ length: REFERENCE }, (_, at) => sorted[Math.floor(((at + 0.5) * sorted.length) / REFERENCE)]!);
}

/** So many customers at random, in their order; all of them where there are not more. */
function drawn<H extends ValueHistories>(histories: H, most: number, seed: number): H {
  const n = histories.repeats.length;
  if (n <= most) return histories;
  const chance = chanceOf(seed);
  const places = new Uint32Array(most);
  for (let at = 0, taken = 0; at < n && taken < most; at += 1) if (chance.even() * (n - at) < most - taken) places[taken++] = at;
  return Object.fromEntries(Object.entries(histories as Record<string, unknown>).map(([name, column]) => [name, Float64Array.from(places, (at) => (column as Float64Array)[at]!)])) as unknown as H;
}
