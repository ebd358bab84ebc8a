import { Injectable } from '@nestjs/common';
import { normalised, Params, withinReach, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries } from '@dossier/kernel/data';
import { SegmentService } from '@dossier/customers';
import { attributablePart, commonOdds, logRankOfCounts, rateDifference, survivalOfCounts, timeUntilLeft, wilsonInterval, type LifeRow, type Stratum } from '@dossier/metrics';
import type { Permission } from '@dossier/vocabulary/permissions';
import { ChurnBand, ChurnDimension, ChurnSign, ModelHealth } from '@dossier/vocabulary/insight-enums';
import type { Reliability } from '../models/model-card';
import { farthestOf, healthOf } from '../models/model.rules';
import { wordOf } from './churn.board.sql';
import type { ChurnBandCount, ChurnBoard, ChurnCalibration, ChurnCurve, ChurnCurves, ChurnHazards, ChurnLink, ChurnMonth } from './churn.entities';
import type { HazardFound } from './churn.cox';
import { CHURN_JOB } from './churn.reader';

const reach = withinReach({ owner: 'ownerId', team: 'teamId' });
/** Fields of a customer that every figure here is built of: where one is closed, so is the board. */
const FIELDS = ['summary', 'orderCount', 'lastOrderOn'];
const MOST_CURVES = 6;
const LEAST_OF_CURVE = 20;
const MOST_MONTHS = 24;

/** Fields that a curve is told apart by, besides. */
const fieldsOf: Record<ChurnDimension, readonly string[]> = {
  SOURCE: ['source', 'sourceId'], REGION: ['region'], CATEGORY: ['topCategories'], KIND: ['kind'], RFM_GROUP: ['netAmount'], SEGMENT: [],
};

interface Month extends Record<string, unknown> { month: string; came: number; gone: number; back: number }
interface Life extends Record<string, unknown> { value: string; months: number; gone: number; lost: number }
interface Sign extends Record<string, unknown> { sign: ChurnSign; stratum: number; exposed: number; exposed_gone: number; others: number; others_gone: number }

/** Reads the stored sums within reach: a figure counts the customers whom a viewer reaches by the board, by customers and by orders alike. */
@Injectable()
export class ChurnBoards {
  constructor(
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly segments: SegmentService,
  ) {}

  async read(viewer: Viewer, by: ChurnDimension, segmentIds: readonly string[]): Promise<Omit<ChurnBoard, 'definition'>> {
    const [state] = await this.database.query<{ as_of: string; is_current: boolean }>(
      `select s.as_of::text as as_of, s.definition_id = (select id from churn_definition where archived_at is null order by number desc limit 1) as is_current from churn_state s limit 1`);
    const [running] = await this.database.query(`select 1 from job where name = $1 and state in ('QUEUED','RUNNING') limit 1`, [CHURN_JOB]);
    const seen = sees(viewer, FIELDS);
    if (!state || !seen) return { ...nothing, asOf: state?.as_of ?? null, isBehind: state?.is_current !== true, isRunning: running !== undefined, calibration: await this.calibration(viewer) };
    const everybody = await this.lives(viewer, 'ALL');
    return {
      asOf: state.as_of, isBehind: !state.is_current, isRunning: running !== undefined, customers: everybody.reduce((sum, { gone, lost }) => sum + gone + lost, 0),
      months: await this.months(viewer, state.as_of), everybody: curveOf('', null, everybody), curves: sees(viewer, fieldsOf[by]) ? await this.curves(viewer, by, segmentIds) : null,
      hazards: await this.hazards(viewer), links: await this.links(viewer), bands: await this.bands(viewer), calibration: await this.calibration(viewer),
    };
  }

  private async months(viewer: Viewer, asOf: string): Promise<ChurnMonth[]> {
    const rows = await this.rows<Month>(viewer, (within) => `select month::text as month, sum(came)::int as came, sum(gone)::int as gone, sum(back)::int as back from churn_month r where ${within} group by 1 order by 1`);
    let active = 0;
    const months = rows.map(({ month, came, gone, back }): ChurnMonth => {
      const before = active;
      active += came - gone + back;
      const range = before === 0 ? null : wilsonInterval(Math.min(gone, before), before);
      return { month, active: before, left: gone, back, rate: before === 0 ? null : Math.min(1, gone / before), low: range?.low ?? null, high: range?.high ?? null, isPartial: month.slice(0, 7) === asOf.slice(0, 7) };
    });
    return months.filter((month) => month.active > 0).slice(-MOST_MONTHS);
  }

  private lives(viewer: Viewer, dimension: string, values: readonly string[] | null = null): Promise<Life[]> {
    return this.rows<Life>(viewer, (within, params) => `select value, months, sum(gone)::int as gone, sum(lost)::int as lost from churn_life r
      where dimension = ${params.add(dimension, 'text')} and ${values === null ? 'true' : `value = any(${params.add(values, 'text[]')})`} and ${within} group by 1, 2`);
  }

  private async curves(viewer: Viewer, by: ChurnDimension, segmentIds: readonly string[]): Promise<ChurnCurves> {
    const isSegment = by === ChurnDimension.SEGMENT;
    const known = isSegment && viewer.may('segment.read') ? await this.segments.knownNames(viewer, segmentIds) : new Map<string, string>();
    const rows = await this.lives(viewer, by, isSegment ? [...known.keys()] : null);
    const groups = [...Map.groupBy(rows, ({ value }) => value)].map(([value, own]) => ({ value, own, n: own.reduce((sum, { gone, lost }) => sum + gone + lost, 0) }));
    const shown = groups.filter(({ n }) => n >= LEAST_OF_CURVE).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1)).slice(0, MOST_CURVES)
      .flatMap(({ value, own }) => {
        const curve = curveOf(value, known.get(value) ?? this.nameOf(by, value), own);
        return curve ? [{ curve, own }] : [];
      });
    // Segments may share customers: a test that takes them for different ones would say too much.
    if (isSegment) return { by, curves: shown.map(({ curve }) => curve), chiSquare: null, degrees: null, p: null };
    const test = logRankOfCounts(shown.map(({ own }) => own.map(lifeRow)));
    const found = test.status === 'REFUSED' ? null : test.value;
    return { by, curves: shown.map(({ curve }) => curve), chiSquare: found?.chiSquare ?? null, degrees: found?.degrees ?? null, p: found?.p ?? null };
  }

  private nameOf(by: ChurnDimension, value: string): string | null {
    if (by === ChurnDimension.SOURCE) return this.dictionaries.lookUp('channel', value)?.name ?? null;
    return by === ChurnDimension.CATEGORY ? (this.dictionaries.lookUp('category', value)?.name ?? null) : by === ChurnDimension.REGION ? value : null;
  }

  /** A fit counts all customers of a team, or of everybody: it is for whoever reaches each of them. */
  private async hazards(viewer: Viewer): Promise<ChurnHazards[]> {
    const scopes = BOARD.map((word) => normalised(grantsOf(viewer, word)));
    const teams = scopes.map((own) => (own.includes('ALL') ? null : own.includes('TEAM_TREE') ? viewer.treeIds : own.includes('TEAM') ? viewer.teamIds : []));
    const reached = teams.reduce((all, own) => (all === null ? own : own === null ? all : all.filter((id) => own.includes(id))), null as readonly string[] | null);
    const isWhole = reached === null || (await this.database.query(`select 1 from churn_life where dimension = 'ALL' and (team_id is null or team_id <> all($1::uuid[])) limit 1`, [reached])).length === 0;
    if (reached?.length === 0 || !sees(viewer, ['netAmount', 'kind']) || !viewer.may('feedback.read')) return [];
    const rows = await this.database.query<{ found: HazardFound & { from: string } }>(
      isWhole ? 'select found from churn_hazard where team_id is null' : 'select found from churn_hazard where team_id = any($1::uuid[]) order by team_id', isWhole ? [] : [reached]);
    return rows.map(({ found: { team, curves, ...found } }) => ({
      ...found, team: team === null ? null : { id: team, name: this.dictionaries.lookUp('team', team)?.name ?? '' }, curves: curves.map((curve) => ({ ...curve, name: null, median: null })),
    })) as ChurnHazards[];
  }

  private async links(viewer: Viewer): Promise<ChurnLink[]> {
    const found: ChurnLink[] = [];
    for (const [word, signs] of Map.groupBy(Object.values(ChurnSign), wordOf)) {
      if (!viewer.may(word)) continue;
      const rows = await this.rows<Sign>(viewer, (within, params) => `select sign, stratum, sum(exposed)::int as exposed, sum(exposed_gone)::int as exposed_gone, sum(others)::int as others, sum(others_gone)::int as others_gone
        from churn_sign r where sign = any(${params.add(signs, 'text[]')}) and ${within} group by 1, 2`, word);
      for (const [sign, own] of Map.groupBy(rows, (row) => row.sign)) found.push(linkOf(sign, own));
    }
    return found.filter(({ exposed }) => exposed > 0).sort((a, b) => (b.attributable ?? -1) - (a.attributable ?? -1) || (a.sign < b.sign ? -1 : 1));
  }

  private async bands(viewer: Viewer): Promise<ChurnBandCount[]> {
    if (!viewer.may('score.read') || !viewer.may('feedback.read') || !viewer.may('event.read')) return [];
    const currency = (await this.database.query<{ currency: string }>('select currency from company limit 1'))[0]?.currency ?? 'CNY';
    const rows = await this.rows<{ band: ChurnBand; customers: number; minor: number }>(viewer, (within) => `select band, sum(customers)::int as customers, sum(at_stake_minor)::bigint as minor from churn_band r where ${within} group by 1`, 'score.read', 'feedback.read', 'event.read');
    const seesMoney = sees(viewer, ['netAmount']);
    return Object.values(ChurnBand).map((band) => {
      const own = rows.find((row) => row.band === band);
      return { band, customers: own?.customers ?? 0, atStake: seesMoney ? { minor: Number(own?.minor ?? 0), currency } : null };
    });
  }

  private async calibration(viewer: Viewer): Promise<ChurnCalibration | null> {
    if (!viewer.may('model.read')) return null;
    const [row] = await this.database.query<{ reliability: Reliability | null }>(
      `select coalesce((select k.reliability from model_check k where k.version_id = v.id and k.reliability is not null order by k.checked_on desc, k.id desc limit 1), v.card->'reliability') as reliability
        from model_version v where v.kind = 'CHURN' and v.state in ('PUBLISHED','FITTED') order by (v.state = 'PUBLISHED') desc, v.number desc limit 1`);
    const found = row?.reliability;
    if (!found || found.points === undefined) return null;
    const farthest = farthestOf(found);
    const isAmber = healthOf({ psi: null, reliability: { ...found, byTenth: true } }) === ModelHealth.AMBER;
    return { from: found.from, to: found.to, n: found.n, predicted: found.predicted, observed: found.observed, farthest: farthest === null ? null : farthest * 100, isAmber, bins: found.points };
  }

  /** Rows of a table of sums within the reach of the board, of customers, of orders and of further words. */
  private rows<R extends Record<string, unknown>>(viewer: Viewer, sql: (within: string, params: Params) => string, ...words: readonly Permission[]): Promise<R[]> {
    const params = Params.empty();
    const parts = [...new Set([...BOARD, ...words])].map((word) => reach.where(normalised(grantsOf(viewer, word)), viewer, 'r', params));
    return this.database.query<R>(sql([...new Set(parts)].join(' and '), params), params.values(viewer));
  }
}

const BOARD: readonly Permission[] = ['insight.read', 'customer.read', 'order.read'];
const grantsOf = (viewer: Viewer, word: Permission) => viewer.grants.filter(({ action }) => action === word).map(({ scope }) => scope);
/** Whether these fields of customers stand open in each grant by which the viewer reads customers. */
const sees = (viewer: Viewer, fields: readonly string[]): boolean =>
  viewer.grants.filter(({ action }) => action === 'customer.read').every(({ fields: levels }) => fields.every((field) => (levels?.[field] ?? levels?.['*'] ?? 'READ') === 'READ'));

const nothing = { customers: 0, months: [], everybody: null, curves: null, hazards: [], links: [], bands: [] };

const lifeRow = ({ months, gone, lost }: Life): LifeRow => ({ time: months, left: gone, lost });

function curveOf(value: string, name: string | null, rows: readonly Life[]): ChurnCurve | null {
  const answer = survivalOfCounts(rows.map(lifeRow));
  if (answer.status === 'REFUSED') return null;
  const { steps, n, events } = answer.value;
  return { value, name, customers: n, left: events, median: timeUntilLeft(answer.value).time, points: steps.map(({ time, survival, low, high }) => ({ at: time, survival, low, high })) };
}

function linkOf(sign: ChurnSign, rows: readonly Sign[]): ChurnLink {
  const strata: Stratum[] = rows.map((row) => ({ exposed: { hits: row.exposed_gone, n: row.exposed }, others: { hits: row.others_gone, n: row.others } }));
  const sum = (of: (row: Sign) => number): number => rows.reduce((whole, row) => whole + of(row), 0);
  const [exposed, others] = [{ hits: sum((row) => row.exposed_gone), n: sum((row) => row.exposed) }, { hits: sum((row) => row.others_gone), n: sum((row) => row.others) }];
  // Below so many of whom it is on record nothing is said.
  const enough = exposed.n >= 20 && others.n >= 20;
  const apart = enough ? rateDifference(exposed, others) : null;
  const odds = enough ? commonOdds(strata) : null;
  const common = odds && odds.status !== 'REFUSED' ? odds.value : null;
  return {
    sign, exposed: exposed.n, exposedLeft: exposed.hits, others: others.n, othersLeft: others.hits, difference: apart?.difference ?? null, low: apart?.low ?? null, high: apart?.high ?? null,
    oddsRatio: common?.ratio ?? null, oddsLow: common?.low ?? null, oddsHigh: common?.high ?? null, attributable: enough ? attributablePart(exposed, others) : null,
  };
}
