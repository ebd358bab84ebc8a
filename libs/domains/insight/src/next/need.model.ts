import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { populationStability } from '@dossier/metrics';
import { ForecastLack, ForecastStatus, ModelKind } from '@dossier/vocabulary/insight-enums';
import type { Check } from '../models/model-card';
import type { Fitted, ModelRun, Reason, Scored, ScoreModel } from '../models/score-model';
import { needCard, refusedNeed, reliabilityOf, type NeedFrame } from './need.card';
import { stepsOf, type NeedColumns, type NeedFit } from './need.compute';
import { LEAST } from './need.fit';
import { buffersOf, readNeed, readPrices, type NeedRows } from './need.reader';
import { dayOf, numberOf } from './need.time';

/** When a customer buys next, and what. */
@Injectable()
export class NeedModel implements ScoreModel<NeedFit> {
  readonly kind = ModelKind.NEED;
  readonly name = { zh: '下次需求', en: 'Next need' };
  readonly method = 'Gamma gaps (Platzer & Reutterer 2016) and BG/NBD (Fader, Hardie & Lee 2005); Dirichlet mix of categories';
  readonly methodVersion = '1';
  readonly field = 'nextNeed';

  constructor(private readonly database: Database) {}

  params(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (Object.keys(given).length > 0) throw new DomainError('INVALID_INPUT', { field: 'params' });
    return {};
  }

  async fit(run: ModelRun): Promise<Fitted<NeedFit>> {
    const rows = await readNeed(run);
    await run.progress(1, 3);
    const frame = frameOf(rows, run);
    const found = await run.compute('fitNeed', rows.data);
    await run.progress(2, 3);
    if (found.status === 'REFUSED') return { status: 'REFUSED', card: refusedNeed(frame, found) };
    const { categoryIds, segments, data } = rows;
    const fit: NeedFit = { ...found.models, season: found.season, keeping: found.keeping, categoryIds, segments, cutoff: numberOf(run.cutoff), reference: [] };
    const now = await run.compute('scoreNeed', { fit, data });
    return { status: found.status, fit: { ...fit, reference: stepsOf(now.within[2]!) }, card: needCard(frame, found) };
  }

  async score(run: ModelRun, fit: NeedFit): Promise<Scored> {
    const rows = await readNeed(run, fit);
    return this.write(run, rows, await run.compute('scoreNeed', { fit, data: rows.data }, buffersOf(rows.data)), fit.categoryIds);
  }

  async fallBack(run: ModelRun, fit: NeedFit): Promise<Scored> {
    const rows = await readNeed(run, fit);
    return this.write(run, rows, await run.compute('ruleOfNeed', { data: rows.data }, buffersOf(rows.data)), fit.categoryIds);
  }

  async check(run: ModelRun, fit: NeedFit): Promise<Check> {
    const { data } = await readNeed(run, fit);
    const { within90, points } = await run.compute('checkNeed', { fit, data }, buffersOf(data));
    const moved = populationStability(fit.reference, within90);
    return { psi: moved.status === 'REFUSED' ? null : moved.value.psi, reliability: reliabilityOf(points, dayOf(fit.cutoff), run.cutoff), cautions: [] };
  }

  /** What the forecast of a customer rests on. */
  async explain(_viewer: Viewer, customerId: string): Promise<Reason[]> {
    const [row] = await this.database.query<{ purchases: number; last: string | null; gap: number | null; regular: boolean }>(
      `select n.purchases, s.last_order_on::text as last, s.gap_median_days::float8 as gap, n.regular from customer_next n join customer_summary s on s.customer_id = n.customer_id where n.customer_id = $1::uuid and n.status <> 'REFUSED'`, [customerId]);
    if (!row) return [];
    const said = (zh: string, en: string): Reason => ({ words: { zh, en }, weight: null });
    return [
      said(`${row.purchases} 个有购买的日子，最近一次 ${row.last ?? '—'}`, `${row.purchases} days with a purchase, the last on ${row.last ?? '—'}`),
      ...(row.gap === null ? [] : [said(`间隔中位数 ${row.gap} 天`, `Median gap ${row.gap} days`)]),
      row.regular ? said('购买有规律：按自己的间隔推算', 'Buys in a rhythm: told by the own gaps') : said('购买不规律：按购买频率推算', 'No rhythm: told by how often'),
    ];
  }

  private async write(run: ModelRun, { ids }: NeedRows, told: NeedColumns, categoryIds: readonly string[]): Promise<Scored> {
    const prices = await readPrices(run, ids);
    const sheet = run.shelf('customer_next');
    await sheet.add({ ids, columns: { ...columnsOf(told, categoryIds, run.cutoff), price_leaning: prices.leaning, price_share: prices.share, price_low: prices.low, price_high: prices.high, price_expected: prices.expected, price_lines: prices.lines } });
    return sheet.close();
  }
}

const frameOf = ({ data }: NeedRows, { cutoff, seed }: ModelRun): NeedFrame =>
  ({ cutoff, seed, from: data.day.length === 0 ? null : dayOf(data.day.reduce((least, day) => Math.min(least, day), data.cutoff)), dropped: data.counts.reduce((sum, counts) => sum + (counts === 1 ? 0 : 1), 0) });

const days = (values: Float64Array): (string | null)[] => Array.from(values, (value) => (Number.isNaN(value) ? null : dayOf(value)));

/** The columns of the shelf. A customer of whom too little is known is told so, and no number. */
function columnsOf(told: NeedColumns, categoryIds: readonly string[], cutoff: string): Record<string, ArrayLike<number> | (string | null)[]> {
  const { standing, purchases, known } = told;
  const isRefused = (value: number): boolean => value >= 2;
  const by = <T>(of: (value: number, at: number) => T): T[] => Array.from(standing, of);
  return {
    status: by((value) => (isRefused(value) ? ForecastStatus.REFUSED : value === 1 ? ForecastStatus.WEAK : ForecastStatus.OK)),
    lack: by((value) => (value === 2 ? ForecastLack.PURCHASES : value === 3 ? ForecastLack.DAYS : null)),
    found: by((value, at) => (value === 2 ? purchases[at]! : value === 3 ? known[at]! : NaN)), needed: by((value) => (value === 2 ? LEAST.purchases : value === 3 ? LEAST.days : NaN)),
    purchases, regular: by((_, at) => (told.regular[at] === 1 ? 'true' : 'false')), expected_on: days(told.expected), earliest_on: days(told.earliest), latest_on: days(told.latest),
    within30: told.within[0]!, within60: told.within[1]!, within90: told.within[2]!,
    ...Object.fromEntries([0, 1, 2].flatMap((place) => [
      [`category${place + 1}_id`, Array.from(told.category[place]!, (value) => (Number.isNaN(value) ? null : categoryIds[value]!))], [`category${place + 1}_share`, told.share[place]!],
    ])),
    as_of: by((value) => (isRefused(value) ? null : cutoff)),
  };
}
