import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { chiSquareTogether, commonOdds, falseDiscovery } from '@dossier/metrics';
import { FigureState, LeadDimension, LeadDriver } from '@dossier/vocabulary/lead-enums';
import { rateOf } from './funnel.figures';
import type { LeadWindowInput } from './funnel.inputs';
import { FunnelNames } from './funnel.names';
import { periodOf } from './funnel.period';
import { own, partsOf, pathsSql, PLAN, WON, type Part } from './funnel.sql';
import type { LeadDriverLine, LeadDriverReport } from './funnel.views';
import { bandSql } from './response-curve.service';

/** Won, and not won: so many of each there must be; and so many leads on either side of a factor. */
const LEAST_OF_EACH = 10;
const LEAST_SIDE = 20;
/** Expected in each cell of a table, that its chi-square holds. */
const LEAST_CELL = 5;
const FALSE_RATE = 0.05;
/** What was said counts as a choice up to so many different answers. */
const MOST_ANSWERS = 12;

interface Row extends Record<string, unknown> { driver: LeadDriver; value: string; n: number; won: number; of_n: number; of_won: number }

const dimensionOf: Readonly<Partial<Record<LeadDriver, LeadDimension>>> = { SOURCE: LeadDimension.SOURCE, ORIGIN: LeadDimension.ORIGIN, OWNER: LeadDimension.OWNER, PRODUCT: LeadDimension.PRODUCT, GRADE: LeadDimension.GRADE };

/** What goes with winning: each factor by itself, held against how many were looked at. It says what goes together, not what causes what. */
@Injectable()
export class DriverService {
  constructor(
    private readonly database: Database,
    private readonly names: FunnelNames,
    private readonly clock: Clock,
  ) {}

  /** Odds of winning where something holds, beside all other leads; of the mature leads within reach. */
  async read(viewer: Viewer, { openedWithin, windowDays }: LeadWindowInput): Promise<LeadDriverReport> {
    const today = this.clock.today();
    const period = periodOf(openedWithin, today);
    const plain = { ...period, windowDays, needed: LEAST_OF_EACH, tooFew: 0, lines: [] };
    if (!this.names.sees(viewer, [])) return { ...plain, isClosed: true, state: FigureState.REFUSED, won: 0, mature: 0 };
    const params = Params.empty();
    const paths = pathsSql(viewer, params, { ...period, days: windowDays, today, now: this.clock.now() }, { columns: [WON, ...partsOf(LEVELS), 'l.attributes', `${bandSql} as band`] });
    const rows = await this.database.planned<Row>(PLAN, `with ${paths} ${levelsSql}`, params.values(viewer));
    const { of_n: mature, of_won: won } = rows.find(({ driver }) => driver === LeadDriver.RESPONSE) ?? { of_n: 0, of_won: 0 };
    if (won < LEAST_OF_EACH || mature - won < LEAST_OF_EACH) return { ...plain, isClosed: false, state: FigureState.REFUSED, won, mature };
    const seen = rows.filter((row) => row.value !== '' && this.sees(viewer, row.driver));
    const [enough, few] = [seen.filter(isEnough), seen.filter((row) => !isEnough(row))];
    return { ...plain, isClosed: false, state: FigureState.OK, won, mature, tooFew: few.length, lines: await this.lines(enough) };
  }

  private async lines(rows: readonly Row[]): Promise<LeadDriverLine[]> {
    const nameOf = await this.names.of(rows.flatMap(({ driver, value }) => (dimensionOf[driver] ? [{ by: dimensionOf[driver], value }] : [])));
    const found = rows.flatMap((row) => {
      const [those, others] = [{ hits: row.won, n: row.n }, { hits: row.of_won - row.won, n: row.of_n - row.n }];
      const odds = commonOdds([{ exposed: those, others }]);
      if (odds.status === 'REFUSED') return [];
      const { p } = chiSquareTogether({ both: row.won, left: row.n, right: row.of_won, n: row.of_n });
      return [{ driver: row.driver, value: row.value, name: dimensionOf[row.driver] ? nameOf(dimensionOf[row.driver]!, row.value) : null, those: rateOf(those.hits, those.n), others: rateOf(others.hits, others.n), ...odds.value, p }];
    });
    const q = falseDiscovery(found.map(({ p }) => p));
    return found.map((line, at) => ({ ...line, q: q[at]!, holds: q[at]! <= FALSE_RATE })).sort((a, b) => a.q - b.q || Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  }

  private sees(viewer: Viewer, driver: LeadDriver): boolean {
    const by = dimensionOf[driver];
    return by ? this.names.seesPart(viewer, by) : this.names.sees(viewer, [driver === LeadDriver.RESPONSE ? 'firstResponseAt' : 'attributes']);
  }
}

/** Enough leads on either side, and enough expected in each cell. */
function isEnough({ n, of_n: all, of_won: won }: Row): boolean {
  const cells = [n, all - n].flatMap((side) => [(side * won) / all, (side * (all - won)) / all]);
  return n >= LEAST_SIDE && all - n >= LEAST_SIDE && cells.every((cell) => cell >= LEAST_CELL);
}

const LEVELS: readonly Part[] = [LeadDimension.SOURCE, LeadDimension.ORIGIN, LeadDimension.OWNER, LeadDimension.PRODUCT, LeadDimension.GRADE];
const columns = [...LEVELS.map((part) => [part, `m.${own(part)}`] as const), [LeadDriver.RESPONSE, 'm.band'] as const];

/**
 * Leads of each level of each factor, all factors counted in one reading; of what was said, beside the leads that said something to it: first who said
 * the same of everything, then each thing said.
 */
const levelsSql = `select case ${columns.map(([driver, column]) => `when grouping(${column}) = 0 then '${driver}'`).join(' ')} end as driver, coalesce(${columns.map(([, column]) => `${column}::text`).join(', ')}, '') as value, count(*)::int as n, count(*) filter (where m.won)::int as won,
    (sum(count(*)) over of_driver)::int as of_n, (sum(count(*) filter (where m.won)) over of_driver)::int as of_won
    from path m where m.is_valid and m.is_mature group by grouping sets (${columns.map(([, column]) => `(${column})`).join(', ')}) window of_driver as (partition by grouping(${columns.map(([, column]) => column).join(', ')}))
  union all select 'ATTRIBUTE', x.key || ' = ' || x.said, x.n, x.won, x.of_n, x.of_won from (
    select a.key, a.value as said, sum(m.n)::int as n, sum(m.won)::int as won, (sum(sum(m.n)) over (partition by a.key))::int as of_n, (sum(sum(m.won)) over (partition by a.key))::int as of_won, count(*) over (partition by a.key) as answers
    from (select p.attributes, count(*) as n, count(*) filter (where p.won) as won from path p where p.is_valid and p.is_mature and p.attributes is not null group by 1) m cross join lateral jsonb_each_text(m.attributes) a where a.value is not null group by 1, 2) x where x.answers between 2 and ${MOST_ANSWERS}`;
