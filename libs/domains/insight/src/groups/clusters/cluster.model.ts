import { Injectable } from '@nestjs/common';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { customerSql } from '@dossier/customers';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import type { Check } from '../../models/model-card';
import type { Fitted, ModelRun, Scored, ScoreModel } from '../../models/score-model';
import { fittedCard, refusedCard } from './cluster.card';
import { FEATURES, type ClusterFit } from './cluster.compute';
import { ClusterSums } from './cluster.sums';

const TABLE = 'customer_cluster';
/** Groups are made of so many customers at most; all others are placed. */
const SAMPLE = 5_000;
/** So many customers there must be for the least number of groups. */
const LEAST = 100;
const CHUNK = 20_000;

interface Row extends Record<string, unknown> {
  id: string;
  team_id: string | null;
  owner_id: string | null;
  seen: (number | null)[];
}

/** Customers who count, with what they are compared by: from their summary, in one currency. */
const rowsSql = (where: string, tail: string): string =>
  `select c.id::text as id, c.team_id::text as team_id, c.owner_id::text as owner_id,
    array[greatest(0, $1::date - s.last_order_on)::float8, s.order_count::float8, (s.net_minor / 100.0)::float8, jsonb_array_length(s.top_category)::float8, (s.refund_count::float8 / (s.order_count + s.refund_count)), s.gap_median_days::float8] as seen
   from customer c join customer_summary s on s.customer_id = c.id
   where c.archived_at is null and c.merged_into_id is null and s.order_count > 0 and s.net_minor is not null and s.currency = $2 and ${customerSql.isReal('c.id')} and ${where} ${tail}`;

/** Which customers are alike: k-means on how lately, how often, how much, how widely and how regularly they buy. */
@Injectable()
export class ClusterModel implements ScoreModel<ClusterFit & { gap: number }> {
  readonly kind = ModelKind.CLUSTER;
  readonly name = { zh: '客群', en: 'Clusters' };
  readonly method = 'k-means++ (Arthur & Vassilvitskii 2007), number of groups by silhouette (Rousseeuw 1987) and stability (Hennig 2007)';
  readonly methodVersion = '1';

  constructor(private readonly database: Database) {}

  params(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (Object.keys(given).length > 0) throw new DomainError('INVALID_INPUT', { field: 'params' });
    return {};
  }

  async fit(run: ModelRun): Promise<Fitted<ClusterFit & { gap: number }>> {
    const [counted] = await run.rows<{ count: number; gap: number | null; from: string | null }>(
      `select count(*)::int as count, (percentile_cont(0.5) within group (order by x.seen[6]))::float8 as gap, ($1::date - max(x.seen[1])::int)::text as from from (${rowsSql('true', '')}) x`, [run.cutoff, run.currency]);
    const frame = { cutoff: run.cutoff, seed: run.seed, from: counted?.from ?? null };
    const all = counted?.count ?? 0;
    if (all < LEAST) return { status: 'REFUSED', card: refusedCard(frame, { lack: 'ROWS', found: all, needed: LEAST }) };
    const gap = counted?.gap ?? 0;
    // By a digest of the id: the same customers for the same seed, whatever order they lie in.
    const rows = await run.rows<Row>(rowsSql('true', `order by hashtextextended(c.id::text, $3::bigint), c.id limit ${SAMPLE}`), [run.cutoff, run.currency, run.seed]);
    await run.progress(1, 2);
    const values = valuesOf(rows, gap);
    const found = await run.compute('fitClusters', { values, seed: run.seed }, [values.buffer as ArrayBuffer]);
    if (found.status === 'REFUSED') return { status: 'REFUSED', card: refusedCard(frame, found) };
    const { fit } = found;
    return { status: fit.isClear && fit.isStable ? 'OK' : 'WEAK', fit: { ...fit, gap }, card: fittedCard(frame, fit, { fitted: rows.length, all }) };
  }

  async score(run: ModelRun, fit: ClusterFit & { gap: number }): Promise<Scored> {
    const sheet = run.shelf(TABLE);
    const sums = new ClusterSums(fit);
    let done = 0;
    for await (const rows of this.chunks(run)) {
      const { label, points } = await run.compute('placeClusters', { values: valuesOf(rows, fit.gap), fit });
      sums.add(rows, label, points);
      await sheet.add({ ids: rows.map(({ id }) => id), columns: { version_id: rows.map(() => run.versionId), cluster: Array.from(label, (group) => String(group + 1)), as_of: rows.map(() => run.cutoff) } });
      await run.progress((done += rows.length), null);
    }
    const scored = await sheet.close();
    await this.keep(run, sums);
    return scored;
  }

  /** Without clear groups nobody is in one: RFM says what can be said. */
  async fallBack(run: ModelRun): Promise<Scored> {
    const scored = await run.shelf(TABLE).close();
    await this.keep(run, null);
    return scored;
  }

  /** How far the sizes of the groups have moved from those at fitting. */
  async check(run: ModelRun, fit: ClusterFit & { gap: number }): Promise<Check> {
    const rows = await run.rows<Row>(rowsSql('true', `order by hashtextextended(c.id::text, $3::bigint), c.id limit ${SAMPLE}`), [run.cutoff, run.currency, run.seed]);
    if (rows.length < LEAST) return { psi: null, reliability: null, cautions: [] };
    const { label } = await run.compute('placeClusters', { values: valuesOf(rows, fit.gap), fit });
    const counts = fit.shares.map((_, group) => label.reduce((sum, own) => sum + (own === group ? 1 : 0), 0));
    // A group that has emptied counts half a customer, so that its logarithm is told.
    const shares = counts.map((count) => Math.max(count, 0.5) / rows.length);
    return { psi: shares.reduce((sum, share, group) => sum + (share - fit.shares[group]!) * Math.log(share / fit.shares[group]!), 0), reliability: null, cautions: [] };
  }

  /** All customers who count, in the order of their ids. */
  private async *chunks(run: ModelRun): AsyncGenerator<Row[]> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await run.rows<Row>(rowsSql('c.id > $3::uuid', `order by c.id limit ${CHUNK}`), [run.cutoff, run.currency, after]);
      if (rows.length > 0) yield rows;
      if (rows.length < CHUNK) return;
      after = rows.at(-1)!.id;
    }
  }

  /** The sums by team and owner that the board reads, of the version in force alone. */
  private async keep(run: ModelRun, sums: ClusterSums | null): Promise<void> {
    await this.database.work(jobViewer('job.model', ['job.model'], run.versionId), 'insight.clusters', async () => {
      await currentWork().query('delete from cluster_sum');
      await currentWork().query(
        `insert into cluster_sum (id, version_id, cluster, team_id, owner_id, customers, scaled, raw, as_of) select r.id, $1, r.cluster, r.team_id, r.owner_id, r.customers, r.scaled, r.raw, $3::date
          from jsonb_to_recordset($2::jsonb) r(id uuid, cluster int, team_id uuid, owner_id uuid, customers int, scaled float8[], raw float8[])`,
        [run.versionId, JSON.stringify(sums?.rows().map((row) => ({ id: newId(), ...row })) ?? []), run.cutoff]);
    });
  }
}

/** Rows of features in one array; who bought once has the usual gap. */
function valuesOf(rows: readonly Row[], gap: number): Float64Array {
  const values = new Float64Array(rows.length * FEATURES.length);
  rows.forEach(({ seen }, i) => seen.forEach((value, j) => (values[i * FEATURES.length + j] = value ?? gap)));
  return values;
}
