import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom, type Raw } from '@dossier/kernel/data';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { logGrowth, partsOfChange } from '@dossier/metrics';
import { SegmentService } from '@dossier/customers';
import { wholeList } from '@dossier/teams';
import { MarketBasis, MarketFigureKind } from '@dossier/vocabulary/insight-enums';
import { seesFields, sumsWithin } from '../sums-reach';
import { MarketFigure, MarketSegment } from './market.entities';
import { MARKET_JOB } from './market.service';
import type { MarketBoard, MarketChange, MarketGrowth, MarketLine, MarketMonth, MarketNeed } from './market.views';

const WORDS = ['insight.read', 'customer.read', 'order.read'] as const;
/** Fields of a customer that every figure here is built of, and those that tell one part from another. */
const FIELDS = ['summary', 'netAmount', 'orderCount'];
const fieldsOf: Readonly<Record<MarketBasis, readonly string[]>> = { SEGMENT: [], CATEGORY: ['topCategories'], REGION: ['country', 'region'] };
const MOST_NEEDS = 5;
const MONTHS = 24;

interface Sums { customers: number; buyers: number; orders: number; minor: number; squares: number; buyers_before: number; orders_before: number; minor_before: number }
type SumRow = Sums & { segment: string | null; currency: string; as_of: string };
interface MonthRow { segment: string; month: string; orders: number; minor: number }
interface NeedRow { segment: string; category: string; customers: number }
type Figure = Raw & { id: string; marketSegmentId: string; kind: MarketFigureKind; year: number; amount: MoneyValue | null };
type Part = Raw & { id: string; basis: MarketBasis; segmentId: string | null };

/** Everything that was read for one board. */
interface Read {
  sums: Map<string | null, SumRow>;
  months: Map<string, MonthRow[]>;
  needs: Map<string, NeedRow[]> | null;
  figures: Map<string, Figure[]>;
  open: ReadonlySet<string>;
}

const list = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' } as const;
/** Both are small and shown whole. */
const ofPart = selectionFrom(['id', 'version', 'name', 'note', 'basis', 'segmentId', 'categoryId', 'category.id', 'category.name', 'country', 'region', 'createdAt', 'updatedAt', 'archivedAt', 'can']);
const ofFigure = selectionFrom(['id', 'version', 'marketSegmentId', 'kind', 'year', 'amount', 'competitor', 'share', 'source', 'toldOn', 'author.id', 'author.name', 'createdAt', 'updatedAt', 'archivedAt', 'can']);
const figureList = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT' } as const;

/** What each part of the market brings, from sums within reach. */
@Injectable()
export class MarketBoards {
  constructor(
    @InjectRecords(MarketSegment) private readonly segments: Records<MarketSegment>,
    @InjectRecords(MarketFigure) private readonly figures: Records<MarketFigure>,
    private readonly ours: SegmentService,
    private readonly database: Database,
  ) {}

  /** Parts of the market, the one that brings most first. */
  async board(viewer: Viewer): Promise<MarketBoard> {
    const parts = (await wholeList(this.segments, viewer, ofPart, { spec: list })) as Part[];
    const read = await this.read(viewer, parts);
    const whole = read.sums.get(null);
    const [running] = await this.database.query(`select 1 from job where name = $1 and state in ('QUEUED','RUNNING') limit 1`, [MARKET_JOB]);
    return {
      asOf: whole?.as_of ?? (await this.asOf()), isRunning: running !== undefined, revenue: whole ? { minor: whole.minor, currency: whole.currency } : null,
      lines: parts.map((part) => lineOf(part, read)).sort((a, b) => (b.revenue?.minor ?? -Infinity) - (a.revenue?.minor ?? -Infinity)),
    };
  }

  private async read(viewer: Viewer, parts: readonly Part[]): Promise<Read> {
    const known = new Set(await this.ours.known(viewer, parts.flatMap(({ segmentId }) => segmentId ?? [])));
    const isOpen = ({ basis, segmentId }: Part): boolean => seesFields(viewer, [...FIELDS, ...fieldsOf[basis]]) && (segmentId === null || known.has(segmentId));
    const open = new Set(parts.filter(isOpen).map(({ id }) => id));
    const seen = seesFields(viewer, FIELDS);
    const sums = !seen ? [] : await sumsWithin<SumRow & Record<string, unknown>>(this.database, viewer, WORDS, (within, params) =>
      `select market_segment_id::text as segment, max(currency) as currency, max(as_of)::text as as_of, sum(customers)::int as customers, sum(buyers)::int as buyers, sum(orders)::int as orders, sum(minor)::float8 as minor, sum(squares)::float8 as squares,
        sum(buyers_before)::int as buyers_before, sum(orders_before)::int as orders_before, sum(minor_before)::float8 as minor_before from market_sum r where (r.market_segment_id is null or r.market_segment_id = any(${params.add([...open], 'uuid[]')})) and ${within} group by 1`);
    const months = await sumsWithin<MonthRow & Record<string, unknown>>(this.database, viewer, WORDS, (within, params) =>
      `select market_segment_id::text as segment, month::text as month, sum(orders)::int as orders, sum(minor)::float8 as minor from market_month r where r.market_segment_id = any(${params.add([...open], 'uuid[]')}) and ${within} group by 1, 2 order by 2`);
    const figures = (await wholeList(this.figures, viewer, ofFigure, { spec: figureList })) as Figure[];
    return {
      sums: new Map(sums.map((row) => [row.segment, row])), months: Map.groupBy(months, ({ segment }) => segment), needs: await this.needs(viewer, [...open]), open,
      figures: Map.groupBy(figures, ({ marketSegmentId }) => marketSegmentId),
    };
  }

  /** Needs are read under a word of their own, with the field that names them. */
  private async needs(viewer: Viewer, open: readonly string[]): Promise<Map<string, NeedRow[]> | null> {
    const grants = viewer.grants.filter(({ action }) => action === 'need.read');
    if (grants.length === 0 || grants.some(({ fields }) => (fields?.['category'] ?? fields?.['*'] ?? 'READ') !== 'READ')) return null;
    const rows = await sumsWithin<NeedRow & Record<string, unknown>>(this.database, viewer, [...WORDS, 'need.read'], (within, params) =>
      `select market_segment_id::text as segment, category, sum(customers)::int as customers from market_need r where r.market_segment_id = any(${params.add(open, 'uuid[]')}) and ${within} group by 1, 2 order by 3 desc, 2`);
    return Map.groupBy(rows, ({ segment }) => segment);
  }

  private async asOf(): Promise<string | null> {
    const [row] = await this.database.query<{ day: string | null }>('select max(as_of)::text as day from market_sum where market_segment_id is null');
    return row?.day ?? null;
  }
}

const closed = { customers: null, buyers: null, orders: null, revenue: null, share: null, concentration: null, months: [], growth: null, change: null, marketShare: null, needs: null };

function lineOf(part: Part, { sums, months, needs, figures, open }: Read): MarketLine {
  const own = sums.get(part.id);
  const told = (figures.get(part.id) ?? []).toSorted((a, b) => b.year - a.year);
  const isOpen = open.has(part.id);
  if (!isOpen || !own) return { ...closed, segment: part, isOpen, isComputed: own !== undefined, figures: told };
  const whole = sums.get(null);
  const money = (minor: number): MoneyValue => ({ minor: Math.round(minor), currency: own.currency });
  const size = told.find(({ kind, amount }) => kind === MarketFigureKind.SIZE && amount?.currency === own.currency)?.amount ?? null;
  const filled = filledMonths(months.get(part.id) ?? [], own.as_of);
  return {
    segment: part, isOpen, isComputed: true, customers: own.customers, buyers: own.buyers, orders: own.orders, revenue: money(own.minor), share: whole && whole.minor > 0 ? own.minor / whole.minor : null,
    concentration: own.minor > 0 ? own.squares / own.minor ** 2 : null, months: filled.map(({ month, orders, minor }): MarketMonth => ({ month, orders, revenue: money(minor) })), growth: growthOf(filled.map(({ minor }) => minor)), change: changeOf(own, money),
    figures: told, marketShare: size ? own.minor / size.minor : null, needs: needs === null ? null : (needs.get(part.id) ?? []).slice(0, MOST_NEEDS).map(({ category, customers }): MarketNeed => ({ category, customers })),
  };
}

/** Each of the last twenty-four whole months, those without a sale too: a month in which nothing was sold is a fact. */
function filledMonths(rows: readonly MonthRow[], asOf: string): Omit<MonthRow, 'segment'>[] {
  const found = new Map(rows.map((row) => [row.month.slice(0, 7), row]));
  const [year, month] = asOf.split('-').map(Number) as [number, number];
  const all = Array.from({ length: MONTHS }, (_, at) => new Date(Date.UTC(year, month - MONTHS + at, 1)).toISOString().slice(0, 10));
  const first = all.findIndex((day) => found.has(day.slice(0, 7)));
  // Before the first sale of all nothing is known.
  return (first < 0 ? [] : all.slice(first)).map((day) => ({ month: day, orders: found.get(day.slice(0, 7))?.orders ?? 0, minor: found.get(day.slice(0, 7))?.minor ?? 0 }));
}

function growthOf(minor: readonly number[]): MarketGrowth {
  const found = logGrowth(minor);
  if (found.status === 'REFUSED') return { yearly: null, low: null, high: null, months: found.found, isWeak: true, needed: found.needed };
  const { yearly, low, high, months } = found.value;
  return { yearly, low, high, months, isWeak: found.status === 'WEAK', needed: null };
}

function changeOf({ buyers, orders, minor, buyers_before, orders_before, minor_before }: Sums, money: (minor: number) => MoneyValue): MarketChange | null {
  const factors = (customers: number, count: number, sum: number) => ({ customers, orders: count / customers, amount: sum / count });
  if (buyers <= 0 || orders <= 0 || buyers_before <= 0 || orders_before <= 0) return null;
  const parts = partsOfChange(factors(buyers_before, orders_before, minor_before), factors(buyers, orders, minor));
  if (parts === null) return null;
  return { before: money(minor_before), after: money(minor), customers: money(parts['customers']!), orders: money(parts['orders']!), amount: money(parts['amount']!) };
}
