import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { dayAfter, rfmGroup, type BgNbd, type GammaGamma } from '@dossier/metrics';
import { ModelKind, ScoreBasis } from '@dossier/vocabulary/insight-enums';
import type { Check } from '../models/model-card';
import type { Fitted, ModelRun, Reason, Scored, ScoreModel } from '../models/score-model';
import { cardOf, refusedCard, reliabilityOf } from './value.card';
import { QUARTER, type ValueHistories, type Worth } from './value.columns';
import { monthBefore, ValueReader, type Read } from './value.reader';
import type { ValueScores } from './value.score';
import { reasonsOf, type Known } from './value.reasons';

/** What scoring needs of a fit. */
export interface ValueFit {
  purchase: BgNbd;
  spend: GammaGamma;
  worth: Worth;
  /** The last day it knows, and how likely its customers were to buy within a quarter. */
  cutoff: string;
  reference: number[];
}

const WRITTEN = 20_000;
const buffers = (columns: object): ArrayBuffer[] => Object.values(columns).map((column) => (column as Float64Array).buffer as ArrayBuffer);
const rounded = (values: Float64Array, digits: number): Float64Array => values.map((value) => Math.round(value * 10 ** digits) / 10 ** digits);

/** What customers are worth: how they stand by recency, frequency and spend, whether they are still there, what they will buy and bring. */
@Injectable()
export class ValueModel implements ScoreModel<ValueFit> {
  readonly kind = ModelKind.VALUE;
  readonly name = { zh: '客户价值', en: 'Customer value' };
  readonly method = 'BG/NBD or MBG/NBD (Fader, Hardie & Lee 2005; Batislam et al. 2007) with Gamma-Gamma (Fader & Hardie 2013)';
  readonly methodVersion = '1';
  readonly field = 'value';

  constructor(
    private readonly reader: ValueReader,
    private readonly database: Database,
  ) {}

  params(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const [unknown] = Object.keys(given);
    if (unknown !== undefined) throw new DomainError('INVALID_INPUT', { field: `params.${unknown}`, reason: 'VALUE takes none: margin and discount are settings of the company' });
    return {};
  }

  async fit(run: ModelRun): Promise<Fitted<ValueFit>> {
    await run.progress(0, 3);
    const [leftOut, worth] = [await this.reader.leftOut(run), await this.worth(run)];
    const { now, held } = await this.reader.forFit(run);
    await run.progress(1, 3);
    const used = now.repeats.length;
    const found = await run.compute('fitValue', { now, held, seed: run.seed }, [...buffers(now), ...buffers(held)]);
    await run.progress(2, 3);
    const about = { run, leftOut, used, worth };
    if (found.status === 'REFUSED') return { status: 'REFUSED', card: refusedCard(found, about) };
    const fit: ValueFit = { purchase: found.purchase.model, spend: found.spend.model, worth, cutoff: run.cutoff, reference: found.reference };
    return { status: found.status, fit, card: cardOf(found, about) };
  }

  score(run: ModelRun, fit: ValueFit): Promise<Scored> {
    return this.lay(run, fit, ScoreBasis.MODEL);
  }

  fallBack(run: ModelRun, fit: ValueFit): Promise<Scored> {
    return this.lay(run, fit, ScoreBasis.RULE);
  }

  /** Predictions are looked at once a whole quarter lies behind the last day that the version knows. */
  async check(run: ModelRun, fit: ValueFit): Promise<Check> {
    const { now, held } = await this.reader.forFit(run);
    const isOver = dayAfter(fit.cutoff, QUARTER) <= run.cutoff;
    const models = { purchase: fit.purchase, spend: fit.spend };
    const { psi, heldOut } = await run.compute('checkValue', { models, now, held: isOver ? held : null, reference: fit.reference });
    return { psi, reliability: reliabilityOf(heldOut, run.cutoff, run.currency), cautions: [] };
  }

  async explain(_viewer: Viewer, customerId: string, fit: ValueFit): Promise<Reason[]> {
    const [known] = await this.database.query<Known & Record<string, unknown>>(
      `select v.basis, v.purchase_days as "purchaseDays", v.alive_probability as alive, v.expected_purchases as expected, v.as_of - s.last_order_on as "quietDays", v.as_of - s.first_order_on as age, s.gap_median_days as gap
       from customer_value v join customer_summary s on s.customer_id = v.customer_id where v.customer_id = $1`, [customerId]);
    return known ? reasonsOf(known, fit.purchase) : [];
  }

  private async worth(run: ModelRun): Promise<Worth> {
    const [row] = await run.rows<{ margin: number; yearly: number }>('select value_margin::float8 as margin, value_discount::float8 as yearly from company limit 1');
    return { margin: row!.margin, discount: (1 + row!.yearly) ** (1 / 12) - 1 };
  }

  private async lay(run: ModelRun, fit: ValueFit, basis: ScoreBasis): Promise<Scored> {
    await run.progress(0, null);
    const read = await this.reader.forScore(run, basis === ScoreBasis.RULE);
    const { columns } = read;
    const given = [...buffers(columns.now), ...buffers(columns.standing), ...buffers(columns.before), columns.yearDays.buffer as ArrayBuffer, columns.yearSpend.buffer as ArrayBuffer, columns.place.buffer as ArrayBuffer];
    const models = basis === ScoreBasis.MODEL ? { purchase: fit.purchase, spend: fit.spend } : null;
    const scores = await run.compute('scoreValue', { columns, models, worth: fit.worth }, given);
    const scored = await this.write(run, { read, scores, basis });
    await this.sum(run, { read, scores, basis });
    return scored;
  }

  private async write(run: ModelRun, { read, scores, basis }: { read: Read<{ now: ValueHistories }>; scores: ValueScores; basis: ScoreBasis }): Promise<Scored> {
    const sheet = run.shelf('customer_value');
    const { ids } = read;
    for (let at = 0; at < ids.length; at += WRITTEN) {
      const end = Math.min(ids.length, at + WRITTEN);
      const same = <V>(value: V): V[] => new Array<V>(end - at).fill(value);
      const part = (values: Float64Array, digits = 0): Float64Array => rounded(values.subarray(at, end), digits);
      const [recency, frequency] = [scores.recency.subarray(at, end), scores.frequency.subarray(at, end)];
      await sheet.add({
        ids: ids.slice(at, end),
        columns: {
          version_id: same(run.versionId), as_of: same(run.cutoff), basis: same(basis as string), currency: same(run.currency), purchase_days: part(read.days),
          rfm_recency: recency, rfm_frequency: frequency, rfm_monetary: part(scores.monetary), rfm_group: Array.from(recency, (r, i) => (Number.isNaN(r) ? null : rfmGroup(r, frequency[i]!))),
          alive_probability: part(scores.alive, 6), silence_probability: part(scores.silence, 6), expected_purchases: part(scores.purchases, 4), expected_low: part(scores.purchasesLow, 4), expected_high: part(scores.purchasesHigh, 4),
          lifetime_minor: part(scores.lifetime), lifetime_low_minor: part(scores.lifetimeLow), lifetime_high_minor: part(scores.lifetimeHigh), long_lifetime_minor: part(scores.longLifetime), value_decile: part(scores.decile),
        },
      });
      await run.progress(end, ids.length);
    }
    return sheet.close();
  }

  private async sum(run: ModelRun, { read: { places }, scores, basis }: { read: Pick<Read<unknown>, 'places'>; scores: ValueScores; basis: ScoreBasis }): Promise<void> {
    const at = (place: number): { team: string | null; owner: string | null } => ({ team: places[place]!.teamId, owner: places[place]!.ownerId });
    const cells = (list: ValueScores['cells']): object[] => list.map(({ place, recency, frequency, customers, revenue }) => ({ ...at(place), r: recency, f: frequency, g: rfmGroup(recency, frequency), n: customers, sum: Math.round(revenue) }));
    const steps = (kind: string, list: ValueScores['deciles']): object[] => list.map(({ place, step, customers, sum, variance, least, most }) => ({
      ...at(place), kind, step, n: customers, sum: Math.round(sum), variance, least: Number.isFinite(least) ? Math.round(least) : null, most: Number.isFinite(most) ? Math.round(most) : null,
    }));
    const cuts = scores.cuts === null ? [] : Object.entries(scores.cuts).flatMap(([column, list]) => list.map((cut) => ({ column: column.toUpperCase(), ...cut })));
    await this.database.query('select value_sums_keep($1::date, $2::date, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb)', [
      run.cutoff, monthBefore(run.cutoff), JSON.stringify({ versionId: run.versionId, basis, currency: run.currency, cuts, tied: scores.tied.map((column) => column.toUpperCase()) }),
      JSON.stringify(cells(scores.cells)), JSON.stringify(cells(scores.before)), JSON.stringify([...steps('DECILE', scores.deciles), ...steps('ALIVE', scores.aliveBins)]),
    ]);
  }
}
