import { Injectable } from '@nestjs/common';
import type { Day } from '@dossier/metrics';
import type { ChurnKind } from '@dossier/vocabulary/insight-enums';
import { counts, sampleSql, usualGapSql, type ChurnRule } from './churn.sql';

/** How we apply the methods: raised when the same data would give another answer. */
export const CHURN_VERSION = '1';

/** The job that computes the board. */
export const CHURN_JOB = 'insight.churn';

/** Reads rows, wherever the caller stands. */
export type Rows = <R extends Record<string, unknown>>(sql: string, values?: readonly unknown[]) => Promise<R[]>;

/** The definition in force, and what everybody's purchases say. */
export interface ChurnBase {
  id: string;
  number: number;
  rule: ChurnRule;
  /** The usual gap of everybody, in days. */
  usual: number;
  since: Day | null;
  repeatBuyers: number;
  customers: number;
  currency: string;
  margin: number;
}

interface StoredDefinition extends Record<string, unknown> {
  id: string;
  number: number;
  kind: ChurnKind;
  factor: string | null;
  days: number | null;
  field_key: string | null;
  horizon_days: number;
}

/** Told where nobody has bought twice. */
const PLAIN_GAP = 90;

/** Reads what leaving means now and what it is measured against. */
@Injectable()
export class ChurnReader {
  async base(rows: Rows, _cutoff: Day): Promise<ChurnBase> {
    const [stored] = await rows<StoredDefinition>('select id, number, kind, factor::text as factor, days, field_key, horizon_days from churn_definition where archived_at is null order by number desc limit 1');
    if (!stored) throw new Error('No definition of leaving');
    const [gap] = await rows<{ gap: number | null; since: string | null; repeat_buyers: number }>(usualGapSql);
    const [company] = await rows<{ currency: string | null; margin: number | null }>('select currency, value_margin::float8 as margin from company limit 1');
    const [all] = await rows<{ customers: number }>(`select count(*)::int as customers from customer c where ${counts('c')}`);
    return {
      id: stored.id, number: stored.number, usual: gap?.gap ?? PLAIN_GAP, since: gap?.since ?? null, repeatBuyers: gap?.repeat_buyers ?? 0, customers: all?.customers ?? 0,
      currency: company?.currency ?? 'CNY', margin: company?.margin ?? 1,
      rule: { kind: stored.kind, factor: stored.factor === null ? null : Number(stored.factor), days: stored.days, fieldKey: stored.field_key, horizonDays: stored.horizon_days },
    };
  }

  /** A stable part of all customers, at most about so many. */
  sample({ customers }: ChurnBase, most: number): string {
    return sampleSql(customers <= most ? 1 : most / customers);
  }
}
