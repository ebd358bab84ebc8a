import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { outcomes, type OutcomeLearned, type OutcomePart } from '@dossier/insight';
import type { Prospect } from './scorecard.rules';
import { CLOSED, columnsOf, featuresSql, type FeatureRow, type FeatureShape } from './lead.features';

/** What a fit keeps: what was learned, and which columns it reads. */
export interface LeadFit {
  model: OutcomeLearned;
  shapes: FeatureShape[];
  /** When the newest lead that it knows came in: a day. */
  until: string;
  /** How far the leads that it was judged on had moved, while it kept its word. */
  psi: number | null;
}

/** What the model says of one lead. */
export interface Predicted extends Omit<Prospect, 'cost'> {
  currency: string;
  parts: OutcomePart[];
}

interface InForce {
  id: string;
  /** When it was last looked at: from then on the intercept is another one. */
  looked: string;
  fit: LeadFit;
  shift: number;
  baseRate: number;
  worth: Worth;
  at: number;
}

/** What leads bring as a rule. */
interface Worth {
  usual: number | null;
  margin: number;
  currency: string;
}

/** Fewer amounts than these among the leads closed last tell no usual one. */
const LEAST_AMOUNTS = 20;
const LATEST_CLOSED = `select n.id from lead n where n.status in ('WON','LOST') and n.archived_at is null and n.closed_at is not null and n.closed_on < $1::date order by n.closed_at desc, n.id desc limit ${outcomes.latest}`;

/** How long the model in force is taken for what it is. */
const HOUR = 3_600_000;

/** The model in force, where there is one that keeps its word: probabilities of open leads, its intercept that of the leads closed last. */
@Injectable()
export class LeadPredictor {
  private known: InForce | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What the model says of these leads, of those that are open; nothing where none is in force. */
  async of(ids: readonly string[]): Promise<Map<string, Predicted>> {
    const own = await this.inForce();
    if (!own) return new Map();
    const rows = await this.database.query<FeatureRow>(featuresSql(`l.id = any($1::uuid[]) and l.status = 'OPEN'`), [ids]);
    if (rows.length === 0) return new Map();
    const { fit, shift, baseRate, worth } = own;
    const amounts = await this.amounts(ids, worth.currency);
    const columns = columnsOf(fit.shapes, rows);
    const [probability, parts] = [outcomes.probability(fit.model, columns, shift), outcomes.parts(fit.model.learned, columns)];
    return new Map(rows.map(({ id }, at) => [id, { probability: Math.round(probability[at]! * 10_000) / 10_000, baseRate, ...worth, amount: amounts.get(id) ?? null, parts: parts[at]!.map((part) => ({ ...part, weight: Math.round(part.weight * 100) / 100 })) }]));
  }

  /** How far the log odds are to be moved, and the part won, as the leads ended that had closed last when this day began: the same all day long. */
  async recalibrated({ model, shapes }: LeadFit): Promise<{ shift: number; baseRate: number }> {
    const rows = await this.database.query<FeatureRow>(
      featuresSql(`${CLOSED} and l.id in (${LATEST_CLOSED})`), [this.clock.today()]);
    if (rows.length === 0) return { shift: model.shift, baseRate: model.baseNow };
    const told = outcomes.probability(model, columnsOf(shapes, rows), 0);
    const won = rows.map((row) => (row.won ? 1 : 0));
    return { shift: outcomes.shift(told, won), baseRate: won.reduce<number>((sum, one) => sum + one, 0) / won.length };
  }

  /** The middle one of the amounts of the leads closed last, in the company's currency; the margin is that by which customers are valued. */
  async worth(): Promise<Worth> {
    const [row] = await this.database.query<{ usual: number | null; margin: number; currency: string }>(
      `select coalesce(k.value_margin, 1)::float8 as margin, coalesce(k.currency, 'CNY') as currency,
         (select case when count(*) >= ${LEAST_AMOUNTS} then percentile_cont(0.5) within group (order by l.amount_minor) end from lead l
           where l.id in (${LATEST_CLOSED}) and l.amount_minor > 0 and l.currency = coalesce(k.currency, 'CNY'))::float8 as usual
       from (select 1) one left join lateral (select value_margin, currency from company limit 1) k on true`, [this.clock.today()]);
    return row!;
  }

  /** What leads would bring as they stand, those in this currency. */
  private async amounts(ids: readonly string[], currency: string): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: string; amount: number }>('select id, amount_minor::float8 as amount from lead where id = any($1::uuid[]) and amount_minor is not null and currency = $2', [ids, currency]);
    return new Map(rows.map(({ id, amount }) => [id, amount]));
  }

  private async inForce(): Promise<InForce | null> {
    const [row] = await this.database.query<{ id: string; looked: string }>(`select id, coalesce(checked_at, published_at)::text as looked from model_version where kind = 'LEAD' and state = 'PUBLISHED' and health <> 'AMBER'`);
    if (!row) return (this.known = null);
    if (this.known?.id === row.id && this.known.looked === row.looked && Date.now() - this.known.at < HOUR) return this.known;
    const [kept] = await this.database.query<{ fit: LeadFit }>('select fit from model_version where id = $1', [row.id]);
    return (this.known = { id: row.id, looked: row.looked, fit: kept!.fit, ...(await this.recalibrated(kept!.fit)), worth: await this.worth(), at: Date.now() });
  }
}
