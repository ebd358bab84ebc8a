import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Params, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, isId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { Customer, customerSql, SegmentService } from '@dossier/customers';
import { BuyerReason, ForecastStatus, ModelKind, SegmentKind } from '@dossier/vocabulary/insight-enums';
import { ModelStore } from '../models/model.store';
import { MOST_BUYERS, type LikelyBuyers, type LikelyBuyersArgs, type LikelyBuyersInput, type LikelyBuyersSegments } from './buyers.entities';
import { buyersSql } from './buyers.sql';
import type { NeedFit } from './need.compute';

const SHOWN = 50;
/** One of ten is kept out, to compare with. */
const CONTROL_PART = 0.1;
const PURPOSE = 'MARKETING';
const SOON = 0.5;

interface Row extends Record<string, unknown> {
  id: string;
  propensity: number;
  within90: number;
  share: number;
  place: number;
  mean_minor: number | null;
  currency: string | null;
  as_of: string | null;
  similar: boolean;
  before: boolean;
}

interface Sought {
  category: { id: string; name: string };
  product: { id: string; name: string } | null;
}

/** Who would buy something, and what may be expected of them. */
@Injectable()
export class LikelyBuyersService {
  constructor(
    private readonly database: Database,
    private readonly models: ModelStore,
    private readonly segments: SegmentService,
    private readonly clock: Clock,
  ) {}

  /** The likeliest buyers of a category or a product, within reach. */
  async find(viewer: Viewer, args: LikelyBuyersArgs): Promise<LikelyBuyers> {
    const sought = await this.sought(args);
    const rows = await this.rows(viewer, sought, args.forMarketing);
    const { contacted, control } = drawn(rows.slice(0, args.size), sought, args.withControl);
    const expected = contacted.reduce((sum, { propensity }) => sum + propensity, 0);
    const spread = 1.96 * Math.sqrt(contacted.reduce((sum, { propensity }) => sum + propensity * (1 - propensity), 0));
    return {
      ...sought, status: rows.length === 0 ? ForecastStatus.REFUSED : ForecastStatus.OK, candidates: Math.min(rows.length, MOST_BUYERS), isExact: rows.length <= MOST_BUYERS, size: contacted.length + control.length, control: control.length,
      expected, expectedLow: Math.max(0, expected - spread), expectedHigh: Math.min(contacted.length, expected + spread), revenue: revenueOf(contacted), asOf: rows[0]?.as_of ?? null,
      buyers: rows.slice(0, SHOWN).map((row) => ({ customerId: row.id, propensity: row.propensity, within90: row.within90, share: row.share, reasons: reasonsOf(row) })),
    };
  }

  /** Makes a static segment of the likeliest buyers, and one of the control group that is kept out of it. */
  async make(viewer: Viewer, { name, ...asked }: LikelyBuyersInput): Promise<LikelyBuyersSegments> {
    const sought = await this.sought(asked);
    const rows = await this.rows(viewer, sought, asked.forMarketing);
    const { contacted, control } = drawn(rows.slice(0, asked.size), sought, asked.withControl);
    if (contacted.length === 0) throw new DomainError('NOBODY_LIKELY');
    const made = await this.segments.create(viewer, { name: name.trim(), kind: SegmentKind.STATIC, customerIds: contacted.map(({ id }) => id) });
    const kept = control.length === 0 ? null : await this.segments.create(viewer, { name: `${name.trim()} · ${viewer.language === 'zh' ? '对照组' : 'control'}`, kind: SegmentKind.STATIC, customerIds: control.map(({ id }) => id) });
    return { segmentId: made.id, controlId: kept?.id ?? null, contacted: contacted.length, control: control.length };
  }

  /** The category that is meant, of a product its own. @throws DomainError NOT_FOUND, or INVALID_INPUT where not exactly one is named */
  private async sought({ categoryId = null, productId = null }: { categoryId?: string | null; productId?: string | null }): Promise<Sought> {
    if ((categoryId === null) === (productId === null)) throw new DomainError('INVALID_INPUT', { field: 'categoryId', reason: 'ONE_OF_TWO' });
    if (!isId(categoryId ?? productId)) throw new DomainError('NOT_FOUND');
    const [row] = await this.database.query<{ id: string; name: string; product: string | null }>(
      productId === null ? 'select id::text, name, null as product from product_category where id = $1 and archived_at is null'
        : 'select g.id::text, g.name, p.name as product from product p join product_category g on g.id = p.category_id where p.id = $1 and p.archived_at is null', [categoryId ?? productId]);
    if (!row) throw new DomainError('NOT_FOUND');
    return { category: { id: row.id, name: row.name }, product: productId === null ? null : { id: productId, name: row.product ?? '' } };
  }

  private async rows(viewer: Viewer, { category, product }: Sought, forMarketing: boolean): Promise<Row[]> {
    const version = await this.models.inForce(ModelKind.NEED);
    if (!version?.fit) return [];
    const { keeping } = version.fit as NeedFit;
    const plan = planOf(viewer, policyOf(Customer) as unknown as Policy);
    const params = Params.empty();
    const purpose = params.add(PURPOSE, 'text');
    const text = buyersSql({
      category: params.add(category.id, 'uuid'), product: product === null ? null : params.add(product.id, 'uuid'), scale: [params.add(keeping.category[0], 'float8'), params.add(keeping.category[1], 'float8')],
      reach: `${plan.reach('c', params)} and ${customerSql.needReach(viewer, 'c', params)}`, today: product === null ? '' : params.add(this.clock.today(), 'date'),
      marketing: `(not ${params.add(forMarketing, 'boolean')} or not exists (select 1 from purpose p where p.code = ${purpose} and p.archived_at is null) or ${customerSql.consented({ customer: 'c.id', purpose })})`,
      money: plan.condition(plan.field('netAmount').clear, 'c', params),
    });
    return this.database.query<Row>(text, params.values(viewer));
  }
}

/** Who is contacted and who is kept out: by a draw from the ids, the same however often it is made. */
function drawn(rows: readonly Row[], { category, product }: Sought, withControl: boolean): { contacted: Row[]; control: Row[] } {
  const isOut = ({ id }: Row): boolean => withControl && createHash('sha256').update(`${product?.id ?? category.id}:${id}`).digest().readUInt32BE(0) / 2 ** 32 < CONTROL_PART;
  return { contacted: rows.filter((row) => !isOut(row)), control: rows.filter(isOut) };
}

function revenueOf(rows: readonly Row[]): LikelyBuyers['revenue'] {
  const currencies = new Set(rows.map(({ currency }) => currency));
  const [currency] = currencies;
  if (currencies.size !== 1 || !currency || rows.some(({ mean_minor }) => mean_minor === null)) return null;
  return { minor: Math.round(rows.reduce((sum, { propensity, mean_minor }) => sum + propensity * Math.max(0, mean_minor!), 0)), currency };
}

function reasonsOf({ within90, place, similar, before }: Row): BuyerReason[] {
  return [...(before ? [BuyerReason.BOUGHT_BEFORE] : []), ...(similar ? [BuyerReason.BOUGHT_SIMILAR] : []), ...(place === 1 ? [BuyerReason.OWN_CATEGORY] : []), ...(within90 >= SOON ? [BuyerReason.DUE_SOON] : [])];
}
