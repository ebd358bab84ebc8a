import { Injectable } from '@nestjs/common';
import { Params, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { Customer } from '@dossier/customers';
import { AnswerState, RfmGroup, type RfmColumn, type ScoreBasis } from '@dossier/vocabulary/insight-enums';
import type { ModelCard } from '../models/model-card';
import type { AliveBin, RfmCell, RfmCut, RfmGrid, ValueDecile, ValueDistribution } from './value.views';

/** What the figures are derived from: where one of these is closed on a row within reach, the board is not shown. */
const DERIVED = ['summary', 'orderCount', 'firstOrderOn', 'lastOrderOn', 'recencyDays'] as const;
const Z80 = 1.2815515655446004;

interface Head {
  day: string;
  before: string | null;
  takenAt: Date;
  basis: ScoreBasis;
  currency: string;
  cuts: { column: RfmColumn; score: number; from: number; to: number }[];
  tied: RfmColumn[];
  method: string | null;
  weak: boolean | null;
  reliability: ModelCard['reliability'];
}

/** What the last fit lacked, where nothing was scored; no lack: nothing was fitted yet. */
type Lacking = { state: AnswerState.REFUSED; lack: string | null; found: number | null; needed: number | null };

/** The boards of value: stored sums, cut to the reach of whoever asks. */
@Injectable()
export class ValueBoards {
  constructor(private readonly database: Database) {}

  /** The grid of recency and frequency with its groups. Null: closed to this viewer. */
  async grid(viewer: Viewer): Promise<Partial<RfmGrid> | null> {
    if (!this.sees(viewer)) return null;
    const head = await this.head();
    if (!head) return this.lacking(viewer);
    const [cells, before] = [await this.cells(viewer, head.day), await this.groupsThen(viewer, head.before)];
    const money = this.money(viewer, head);
    const sum = (list: typeof cells, of: 'customers' | 'revenue'): number => list.reduce((all, cell) => all + cell[of], 0);
    return {
      state: head.tied.length > 0 ? AnswerState.WEAK : AnswerState.OK, lack: null, found: null, needed: null, asOf: head.day, computedAt: head.takenAt, currency: head.currency, tied: head.tied,
      customers: sum(cells, 'customers'), revenue: money(sum(cells, 'revenue')), cells: cells.map((cell): RfmCell => ({ ...cell, revenue: money(cell.revenue) })), cuts: this.cutsFor(viewer, head),
      groups: Object.values(RfmGroup).map((group) => {
        const own = cells.filter((cell) => cell.group === group);
        return { group, customers: sum(own, 'customers'), revenue: money(sum(own, 'revenue')), customersBefore: head.before === null ? null : (before.get(group) ?? 0), before: head.before };
      }),
    };
  }

  /** How value is spread. Null: closed to this viewer, or its amounts are. */
  async distribution(viewer: Viewer): Promise<Partial<ValueDistribution> | null> {
    if (!this.sees(viewer) || !this.seesAmounts(viewer)) return null;
    const head = await this.head();
    if (!head) return { ...(await this.lacking(viewer)), horizonDays: 365, level: 0.8, deciles: [], alive: [] };
    const steps = await this.steps(viewer, head.day);
    const money = (minor: number): MoneyValue => ({ minor: Math.round(minor), currency: head.currency });
    const told = viewer.may('model.read') ? head.reliability : null;
    const deciles = steps.filter(({ kind }) => kind === 'DECILE').map((step): ValueDecile => {
      const mean = step.sum / step.customers;
      const reach = head.basis === 'RULE' ? null : (Z80 * Math.sqrt(step.variance)) / step.customers;
      // The held-out tenths begin with the best, ours end with it.
      const held = told?.deciles.find(({ decile }) => decile === 11 - step.step);
      return {
        decile: step.step, customers: step.customers, from: money(step.least), to: money(step.most), mean: money(mean), total: money(step.sum),
        low: reach === null ? null : money(Math.max(0, mean - reach)), high: reach === null ? null : money(mean + reach), predicted: held ? money(held.predicted) : null, realised: held ? money(held.actual) : null,
      };
    });
    const alive = steps.filter(({ kind }) => kind === 'ALIVE');
    return {
      state: head.weak ? AnswerState.WEAK : AnswerState.OK, lack: null, found: null, needed: null, basis: head.basis, asOf: head.day, computedAt: head.takenAt, currency: head.currency, horizonDays: 365, level: 0.8, method: head.method,
      customers: deciles.reduce((all, { customers }) => all + customers, 0), deciles,
      alive: alive.length === 0 ? [] : Array.from({ length: 10 }, (_, at): AliveBin => ({ from: at / 10, to: (at + 1) / 10, customers: alive.find(({ step }) => step === at + 1)?.customers ?? 0 })),
      holdOut: told ? { from: told.from, to: told.to, predicted: told.predicted, realised: told.observed, customers: told.n } : null,
    };
  }

  private async head(): Promise<Head | null> {
    const [head] = await this.database.query<Head & Record<string, unknown>>(
      `select t.taken_on as day, (select max(b.taken_on) from value_taken b where b.taken_on < t.taken_on) as before, t.taken_at as "takenAt", t.basis, t.currency, t.cuts, t.tied,
        m.method || ' · ' || m.method_version as method, m.weak, m.card->'reliability' as reliability
      from value_taken t left join model_version m on m.id = t.version_id order by t.taken_on desc limit 1`);
    return head ?? null;
  }

  private async lacking({ language }: Viewer): Promise<Lacking> {
    const [row] = await this.database.query<{ lack: ModelCard['lack'] }>(`select card->'lack' as lack from model_version where kind = 'VALUE' and state = 'REFUSED' order by number desc limit 1`);
    return { state: AnswerState.REFUSED, lack: row?.lack?.what[language] ?? null, found: row?.lack?.found ?? null, needed: row?.lack?.needed ?? null };
  }

  private cells(viewer: Viewer, day: string): Promise<{ recency: number; frequency: number; group: RfmGroup; customers: number; revenue: number }[]> {
    const params = Params.empty();
    const where = `v.taken_on = ${params.add(day, 'date')} and ${this.reach(viewer, params)}`;
    return this.database.query(`select v.recency, v.frequency, v.rfm_group as group, sum(v.customers)::int as customers, sum(v.revenue_minor)::float8 as revenue from value_cell v where ${where} group by 1, 2, 3 order by 1 desc, 2 desc`, params.values(viewer));
  }

  private async groupsThen(viewer: Viewer, day: string | null): Promise<Map<string, number>> {
    if (day === null) return new Map();
    const params = Params.empty();
    const where = `v.taken_on = ${params.add(day, 'date')} and ${this.reach(viewer, params)}`;
    const rows = await this.database.query<{ group: string; customers: number }>(`select v.rfm_group as group, sum(v.customers)::int as customers from value_cell v where ${where} group by 1`, params.values(viewer));
    return new Map(rows.map(({ group, customers }) => [group, customers]));
  }

  private steps(viewer: Viewer, day: string): Promise<{ kind: string; step: number; customers: number; sum: number; variance: number; least: number; most: number }[]> {
    const params = Params.empty();
    const where = `v.taken_on = ${params.add(day, 'date')} and ${this.reach(viewer, params)}`;
    return this.database.query(
      `select v.kind, v.step, sum(v.customers)::int as customers, sum(v.sum_minor)::float8 as sum, sum(v.variance) as variance, min(v.least_minor)::float8 as least, max(v.most_minor)::float8 as most from value_step v where ${where} group by 1, 2 order by 1, 2`, params.values(viewer));
  }

  /** The sums within reach of all that they are derived from: customers, their orders, and the board itself. */
  private reach(viewer: Viewer, params: Params): string {
    const plan = planOf(viewer, policyOf(Customer) as unknown as Policy);
    return [...new Set((['customer.read', 'order.read', 'insight.read'] as const).map((word) => plan.reach('v', params, word)))].join(' and ');
  }

  private sees(viewer: Viewer): boolean {
    const plan = planOf(viewer, policyOf(Customer) as unknown as Policy);
    return DERIVED.every((field) => plan.field(field).clear === true);
  }

  private seesAmounts(viewer: Viewer): boolean {
    return planOf(viewer, policyOf(Customer) as unknown as Policy).field('netAmount').clear === true;
  }

  private money(viewer: Viewer, { currency }: Pick<Head, 'currency'>): (minor: number) => MoneyValue | null {
    const sees = this.seesAmounts(viewer);
    return (minor) => (sees ? { minor: Math.round(minor), currency } : null);
  }

  /** Where all customers of the company are cut: told to whoever sees all of them, for a cut is the value of one customer. */
  private cutsFor(viewer: Viewer, { cuts }: Pick<Head, 'cuts'>): RfmCut[] {
    const plan = planOf(viewer, policyOf(Customer) as unknown as Policy);
    const seesAll = (['customer.read', 'order.read'] as const).every((word) => plan.scopes(word).includes('ALL'));
    return cuts.filter(({ column }) => seesAll && (column !== 'MONETARY' || this.seesAmounts(viewer)));
  }
}
