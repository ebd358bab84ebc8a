import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { ClusterFeature } from '@dossier/vocabulary/insight-enums';
import { seesFields, sumsWithin } from '../sums-reach';
import { FEATURES, type ClusterFit } from './cluster.compute';
import type { ClusterBoard, ClusterDifference, ClusterProfile } from './cluster.views';

/** Fields of a customer that every figure here is built of. */
const FIELDS = ['summary', 'orderCount', 'lastOrderOn', 'recencyDays', 'netAmount', 'gapMedianDays', 'topCategories'];
const WORDS = ['insight.read', 'score.read', 'customer.read', 'order.read'] as const;
const codes = Object.values(ClusterFeature);
const MOST_NAME = 60;

interface InForce extends Record<string, unknown> {
  id: string;
  fit: ClusterFit;
  used: number | null;
  scored_on: string | null;
  scored_at: Date | null;
  basis: string | null;
}

/** Customers with the sums of what they are compared by. */
interface Added {
  customers: number;
  scaled: number[];
  raw: number[];
}

interface Sum extends Added {
  cluster: number;
}

const nothing: ClusterBoard = { isPublished: false, isOpen: true, isClear: false, isStable: false, isFallback: false, silhouette: null, customers: 0, fittedOn: null, asOf: null, scoredAt: null, clusters: [] };

/** The groups of the version in force, from sums within reach; and the names that people give them. */
@Injectable()
export class ClusterService {
  constructor(private readonly database: Database) {}

  /** The groups with what sets each apart, counted of whom the viewer reaches. */
  async board(viewer: Viewer): Promise<ClusterBoard> {
    const version = await this.inForce();
    if (version === null) return nothing;
    const { fit } = version;
    const about = { isPublished: true, isClear: fit.isClear, isStable: fit.isStable, isFallback: version.basis === 'RULE', silhouette: fit.silhouette, fittedOn: version.used, asOf: version.scored_on, scoredAt: version.scored_at };
    if (!seesFields(viewer, FIELDS)) return { ...nothing, ...about, isOpen: false };
    const sums = await this.sums(viewer, version.id);
    const names = await this.names(version.id);
    const whole = added(sums, fit);
    return { ...about, isOpen: true, customers: whole.customers, clusters: sums.map((sum) => profileOf(sum, whole, { fit, name: names.get(sum.cluster) ?? null })) };
  }

  /** Gives a group of the version in force a name; an empty one takes it away. */
  async name(viewer: Viewer, cluster: number, name: string | null): Promise<ClusterBoard> {
    const version = await this.inForce();
    if (version === null || cluster < 1 || cluster > version.fit.centres.length) throw new DomainError('NOT_FOUND');
    const said = name?.trim() ?? '';
    if (said.length > MOST_NAME) throw new DomainError('INVALID_INPUT', { field: 'name', reason: String(MOST_NAME) });
    await currentWork().query('delete from cluster_name where version_id = $1 and cluster = $2', [version.id, cluster]);
    if (said !== '') await currentWork().query('insert into cluster_name (id, version_id, cluster, name) values ($1, $2, $3, $4)', [newId(), version.id, cluster, said]);
    return this.board(viewer);
  }

  private async inForce(): Promise<InForce | null> {
    const [row] = await this.database.query<InForce>(
      `select id, fit, (card->>'used')::int as used, scored_on::text as scored_on, scored_at, basis from model_version where kind = 'CLUSTER' and state = 'PUBLISHED' and fit is not null`);
    return row ?? null;
  }

  private async names(version: string): Promise<Map<number, string>> {
    const rows = await this.database.query<{ cluster: number; name: string }>('select cluster, name from cluster_name where version_id = $1 and archived_at is null', [version]);
    return new Map(rows.map(({ cluster, name }) => [cluster, name]));
  }

  private async sums(viewer: Viewer, version: string): Promise<Sum[]> {
    const rows = await sumsWithin<Sum & Record<string, unknown>>(this.database, viewer, WORDS, (within, params) => `select cluster, customers, scaled, raw from cluster_sum r where r.version_id = ${params.add(version, 'uuid')} and ${within} order by cluster`);
    return [...Map.groupBy(rows, ({ cluster }) => cluster)].map(([cluster, own]) => ({ ...addedUp(own), cluster }));
  }
}

const addedUp = (rows: readonly Added[]): Added => ({
  customers: rows.reduce((sum, { customers }) => sum + customers, 0),
  scaled: (rows[0]?.scaled ?? []).map((_, at) => rows.reduce((sum, { scaled }) => sum + scaled[at]!, 0)), raw: FEATURES.map((_, at) => rows.reduce((sum, { raw }) => sum + raw[at]!, 0)),
});

const added = (sums: readonly Sum[], fit: ClusterFit): Added => (sums.length === 0 ? { customers: 0, scaled: fit.used.map(() => 0), raw: FEATURES.map(() => 0) } : addedUp(sums));

function profileOf({ cluster, customers, scaled, raw }: Sum, whole: Added, { fit, name }: { fit: ClusterFit; name: string | null }): ClusterProfile {
  const differences = FEATURES.map((_, at): ClusterDifference => {
    const place = fit.used.indexOf(at);
    const apart = place < 0 || fit.spread[place] === 0 ? null : (scaled[place]! / customers - whole.scaled[place]! / whole.customers) / fit.spread[place]!;
    return { feature: codes[at]!, difference: apart, mean: raw[at]! / customers, whole: whole.raw[at]! / whole.customers };
  });
  return { cluster, name, customers, share: whole.customers === 0 ? null : customers / whole.customers, stability: fit.stability[cluster - 1] ?? null, differences };
}
