import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { rateDifference } from '@dossier/metrics';
import { ResponseBand } from '@dossier/vocabulary/lead-enums';
import { LEAST, rateOf, Z } from './funnel.figures';
import type { LeadWindowInput } from './funnel.inputs';
import { FunnelNames } from './funnel.names';
import { periodOf } from './funnel.period';
import { pathsSql, PLAN, WON } from './funnel.sql';
import type { LeadResponseCurve } from './funnel.views';

/** Nine hours of work: so many minutes has a working day. */
const DAY_MINUTES = 540;
const bounds: readonly (readonly [ResponseBand, number])[] = [
  [ResponseBand.WITHIN_5, 5], [ResponseBand.WITHIN_15, 15], [ResponseBand.WITHIN_30, 30], [ResponseBand.WITHIN_60, 60], [ResponseBand.WITHIN_240, 240], [ResponseBand.WITHIN_DAY, DAY_MINUTES],
];

/** The band of a lead, `l`: minutes of working time that were counted when it was answered. */
export const bandSql = `case when l.first_response_at is null then 'NEVER' ${bounds.map(([band, most]) => `when l.response_minutes <= ${most} then '${band}'`).join(' ')} when l.response_minutes is not null then 'LATER' end`;

/** How many leads were won, by how long the first answer took. */
@Injectable()
export class ResponseCurve {
  constructor(
    private readonly database: Database,
    private readonly names: FunnelNames,
    private readonly clock: Clock,
  ) {}

  /** Mature leads within reach by the time to their first answer, each with what was won. */
  async read(viewer: Viewer, { openedWithin, windowDays }: LeadWindowInput): Promise<LeadResponseCurve> {
    const today = this.clock.today();
    const period = periodOf(openedWithin, today);
    const plain = { ...period, windowDays, difference: null, low: null, high: null };
    if (!this.names.sees(viewer, ['firstResponseAt'])) return { ...plain, isClosed: true, mature: 0, bands: [] };
    const params = Params.empty();
    const paths = pathsSql(viewer, params, { ...period, days: windowDays, today, now: this.clock.now() }, { columns: [WON, `${bandSql} as band`] });
    const rows = await this.database.planned<{ band: ResponseBand | null; n: number; won: number }>(
      PLAN, `with ${paths} select p.band, count(*)::int as n, count(*) filter (where p.won)::int as won from path p where p.is_valid and p.is_mature group by 1`, params.values(viewer));
    const bands = Object.values(ResponseBand).map((band) => {
      const own = rows.find((row) => row.band === band);
      return { band, won: rateOf(own?.won ?? 0, own?.n ?? 0) };
    });
    const [fast, slow] = [bands[0]!.won, bands[3]!.won];
    const apart = fast.n >= LEAST && slow.n >= LEAST ? rateDifference(fast, slow, Z) : null;
    return { ...plain, ...apart, isClosed: false, mature: rows.reduce((sum, { n }) => sum + n, 0), bands };
  }
}
