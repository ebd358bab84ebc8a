import { Injectable } from '@nestjs/common';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { dayAfter, wilsonInterval, type Day } from '@dossier/metrics';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import type { CardParameter, Check, ModelCard, Reliability, Worded } from '../models/model-card';
import type { Fitted, ModelRun, Scored, ScoreModel } from '../models/score-model';
import { numberOf } from '../next/need.time';
import type { Trial, TrialAnswer, Way } from './neighbours.compute';
import { popularityDrift, popularityOf, type Popularity } from './popularity';
import { readBought, readCategories, readPaces, readPopular, taking, type PaceRow, type PopularRow } from './neighbours.reader';

/** What a fit keeps: the way that foretold best what was bought later, how often it hit, and what was bought lately. */
export interface RecommendFit {
  way: Way;
  hits?: number;
  popularity?: Popularity | null;
}

/** What was counted of products and categories. */
interface Counted {
  paces: readonly PaceRow[];
  popular: readonly PopularRow[];
  categories: readonly { category_id: string; recent_buyers: number }[];
}

/** The last so many days are kept back to judge by. */
const JUDGED_DAYS = 90;
/** What was shown is kept for two years and a month. */
const KEPT_MONTHS = 25;

const worded = (zh: string, en: string): Worded => ({ zh, en });

/** Which products speak for which, tried on a split in time; the tables that recommendations are served from. */
@Injectable()
export class RecommendModel implements ScoreModel<RecommendFit> {
  readonly kind = ModelKind.RECOMMENDATION;
  readonly name = { zh: '产品推荐', en: 'Recommendation' };
  readonly method = 'Item-item cosine with shrinkage (Sarwar et al. 2001); EASE where it wins out of time (Steck 2019)';
  readonly methodVersion = '1';

  constructor(private readonly database: Database) {}

  params(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (Object.keys(given).length > 0) throw new DomainError('INVALID_INPUT', { field: 'params' });
    return {};
  }

  async fit(run: ModelRun): Promise<Fitted<RecommendFit>> {
    const paces = await readPaces(run);
    const bought = await readBought(run, taking(paces), await customersOf(run));
    await run.progress(1, 2);
    const split = dayAfter(run.cutoff, -JUDGED_DAYS);
    const found = await run.compute('tryNeighbours', { bought, split: numberOf(split) });
    const card = cardOf(run, found, { split, products: paces.length });
    return found.status === 'REFUSED' ? { status: 'REFUSED', card } : { status: 'OK', fit: { way: found.way, hits: hitsOf(found, found.way), popularity: popularityOf(paces) }, card };
  }

  /** Lays the tables that are served from anew, in one unit of work: who is served meanwhile gets the old ones or the new. */
  async score(run: ModelRun, { way }: RecommendFit): Promise<Scored> {
    const paces = await readPaces(run);
    const productIds = taking(paces);
    const [popular, categories] = [await readPopular(run), await readCategories(run)];
    const bought = await readBought(run, productIds, await customersOf(run));
    const { from, to, weight } = await run.compute('findNeighbours', { bought, way });
    await run.progress(1, 2);
    await this.lay({ paces, popular, categories }, { from: Array.from(from, (at) => productIds[at]!), to: Array.from(to, (at) => productIds[at]!), weight: Array.from(weight) });
    return { rows: paces.length, changed: from.length };
  }

  /** Where the model no longer keeps its word everybody is shown what most buy. */
  async fallBack(run: ModelRun): Promise<Scored> {
    const paces = await readPaces(run);
    await this.lay({ paces, popular: await readPopular(run), categories: await readCategories(run) }, { from: [], to: [], weight: [] });
    return { rows: paces.length, changed: paces.length };
  }

  /** Whether other things are bought than at fitting, and whether the last quarter is foretold as well as the one at fitting was. What it brings shows in the uplift over the hold-out: see the report. */
  async check(run: ModelRun, { way, hits, popularity }: RecommendFit): Promise<Check> {
    const paces = await readPaces(run);
    const psi = popularity ? popularityDrift(popularity, paces) : null;
    if (hits === undefined) return { psi, reliability: null, cautions: [] };
    const bought = await readBought(run, taking(paces), await customersOf(run));
    await run.progress(1, 2);
    const split = dayAfter(run.cutoff, -JUDGED_DAYS);
    const found = await run.compute('tryNeighbours', { bought, split: numberOf(split), ways: [way] });
    return { psi, reliability: found.status === 'REFUSED' ? null : reliabilityOf({ then: hits, now: hitsOf(found, way), n: found.judged }, dayAfter(split, 1), run.cutoff), cautions: [] };
  }

  private lay({ paces, popular, categories }: Counted, near: { from: string[]; to: string[]; weight: number[] }): Promise<void> {
    return this.database.work(jobViewer('job.model', ['job.model'], 'recommendations'), 'insight.score', async () => {
      const work = currentWork();
      await work.query('delete from product_neighbour');
      await work.query('delete from product_pace');
      await work.query('delete from product_popularity');
      await work.query('delete from category_pace');
      await work.query('insert into category_pace (category_id, recent_buyers) select r.* from unnest($1::uuid[], $2::int[]) r(category_id, recent_buyers) join product_category g on g.id = r.category_id', [categories.map(({ category_id }) => category_id), categories.map(({ recent_buyers }) => recent_buyers)]);
      await work.query(
        `insert into product_pace (product_id, buyers, repeat_buyers, recent_buyers, gap_days, usual_price_minor, currency, below_share)
          select r.* from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::numeric[], $6::bigint[], $7::text[], $8::float8[]) r(product_id, buyers, repeat_buyers, recent_buyers, gap_days, usual, currency, below) join product p on p.id = r.product_id`,
        [paces.map(({ product_id }) => product_id), paces.map(({ buyers }) => buyers), paces.map(({ repeat_buyers }) => repeat_buyers), paces.map(({ recent_buyers }) => recent_buyers), paces.map(({ gap_days }) => gap_days), paces.map(({ usual }) => usual), paces.map(({ currency }) => currency), paces.map(({ below }) => below)]);
      await work.query(
        'insert into product_popularity (segment, product_id, buyers) select r.* from unnest($1::text[], $2::uuid[], $3::int[]) r(segment, product_id, buyers) join product p on p.id = r.product_id',
        [popular.map(({ segment }) => segment), popular.map(({ product_id }) => product_id), popular.map(({ buyers }) => buyers)]);
      await work.query(
        'insert into product_neighbour (product_id, neighbour_id, weight) select r.* from unnest($1::uuid[], $2::uuid[], $3::float8[]) r(product_id, neighbour_id, weight) join product p on p.id = r.product_id join product q on q.id = r.neighbour_id where r.weight > 0',
        [near.from, near.to, near.weight]);
      await work.query(`delete from recommendation_exposure where served_on < company_today() - interval '${KEPT_MONTHS} months'`);
    });
  }
}

async function customersOf(run: ModelRun): Promise<number> {
  const [row] = await run.rows<{ count: number }>('select count(*)::int as count from customer_summary where order_count > 0');
  return row?.count ?? 0;
}

const hitsOf = ({ trials }: Extract<TrialAnswer, { status: 'OK' }>, way: Way): number => trials.find((trial) => trial.way === way)?.hits ?? 0;

/** How often one of ten was bought in a quarter, beside how often at fitting. To hit more often than then is no fault. */
function reliabilityOf({ then, now, n }: { then: number; now: number; n: number }, from: Day, to: Day): Reliability {
  const range = wilsonInterval(Math.round(now * n), n);
  return {
    what: worded('十个推荐中至少一个被首次购买的客户占比', 'part of customers who bought one of ten for the first time'), from, to, n, predicted: then, observed: now,
    points: [{ n, predicted: then, observed: now, low: range?.low ?? null, high: range?.high ?? null }], deciles: [], unit: null, shortOnly: true,
  };
}

const formula = worded(
  '得分 = Σ 已购产品对该产品的权重；权重为买家的余弦 n₁₂/(√(n₁n₂)+10)，或 EASE：B = −P/diag(P)，P = (XᵀX+λI)⁻¹，只取每个产品最近的 50 个。加上该补货（2）、兴趣主题（0.5）与人气（0.1）。排除：已归档、缺货、已拥有且不复购、退过货、不想要的主题、不适当的产品；反对个性化者不推荐。同一品类不超过四成。',
  'Score = Σ weights of the own products towards it; the weight is the cosine of buyers n₁₂/(√(n₁n₂)+10), or EASE: B = −P/diag(P), P = (XᵀX+λI)⁻¹, the 50 nearest of each. Added: due again (2), topic of interest (0.5), bought by many (0.1). Never: archived, sold out, owned and not bought again, given back, of a topic not wanted, unsuitable; nothing for who objects to personalisation. Of one category no more than four of ten.');
const ways: Record<Trial['way'], Worded> = { POPULAR: worded('人气', 'Popularity'), KNN: worded('相似买家（余弦）', 'Item-item cosine'), EASE: worded('EASE', 'EASE') };

function cardOf({ cutoff, seed }: ModelRun, found: TrialAnswer, { split, products }: { split: Day; products: number }): ModelCard {
  return {
    formula, unit: worded('十个推荐中至少一个被首次购买的客户占比', 'part of customers who bought one of ten for the first time'), from: null, to: cutoff, cutoff, seed, dropped: [],
    used: found.status === 'REFUSED' ? 0 : found.customers, parameters: found.status === 'REFUSED' ? [] : found.trials.flatMap((trial) => figuresOf(trial, found.judged)),
    cautions: found.status === 'REFUSED' ? [] : [
      worded(`以 ${split} 为界：此前的购买预测此后首次购买的产品，${found.judged} 位客户，${products} 个产品。采用：${ways[found.way].zh}。`, `Split at ${split}: purchases before foretell products bought for the first time after; ${found.judged} customers, ${products} products. Taken: ${ways[found.way].en}.`),
    ],
    lack: found.status === 'REFUSED' ? { what: worded('此后购买过新产品的客户数', 'customers who bought something new after the split'), found: found.found, needed: found.needed } : null,
    reliability: null, rule: worded('推荐最多客户购买的产品。', 'What most customers buy.'),
  };
}

function figuresOf({ way, hits, gain, coverage, gini }: Trial, n: number): CardParameter[] {
  const range = wilsonInterval(Math.round(hits * n), n);
  const named = (zh: string, en: string): Worded => worded(`${ways[way].zh}：${zh}`, `${ways[way].en}: ${en}`);
  return [
    { key: `${way}.hit10`, name: named('命中率@10', 'hit rate@10'), value: hits, low: range?.low ?? null, high: range?.high ?? null, unit: worded(`n=${n}`, `n=${n}`) },
    { key: `${way}.ndcg10`, name: named('NDCG@10', 'NDCG@10'), value: gain },
    { key: `${way}.coverage`, name: named('覆盖率', 'coverage'), value: coverage }, { key: `${way}.gini`, name: named('基尼系数', 'Gini'), value: gini },
  ];
}
