import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { CompanyService } from '@dossier/workspace';
import { LeadDimension, LossDimension, type LeadStage, type LossReason } from '@dossier/vocabulary/lead-enums';
import { rateOf } from './funnel.figures';
import type { LeadLossInput } from './funnel.inputs';
import { FunnelNames } from './funnel.names';
import { periodOf } from './funnel.period';
import { real, valueOf, within } from './funnel.sql';
import type { LeadLossLine, LeadLossReport } from './funnel.views';

interface Row extends Record<string, unknown> { reason: LossReason | null; value: string; leads: number; minor: number; counted: number }

const dimensionOf: Readonly<Record<LossDimension, LeadDimension>> = { STAGE: LeadDimension.NONE, OWNER: LeadDimension.OWNER, SOURCE: LeadDimension.SOURCE };
const sum = (rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);

/** Why leads were lost, at which stage, with whom, from where; and what they were worth. */
@Injectable()
export class LossService {
  constructor(
    private readonly database: Database,
    private readonly names: FunnelNames,
    private readonly company: CompanyService,
    private readonly clock: Clock,
  ) {}

  /** Reasons of the leads within reach that were lost in a time, the most frequent first. */
  async read(viewer: Viewer, { closedWithin, by }: LeadLossInput): Promise<LeadLossReport> {
    const period = periodOf(closedWithin, this.clock.today());
    const plain = { ...period, by };
    if (!this.names.seesPart(viewer, dimensionOf[by]) || !this.names.sees(viewer, ['lossReason', 'closedOn'])) return { ...plain, isClosed: true, lost: 0, amount: null, reasons: [], cells: [] };
    const { currency } = await this.company.settings();
    const rows = await this.rows(viewer, period, { by, currency });
    const nameOf = await this.names.of(rows.map(({ value }) => ({ by: dimensionOf[by], value })));
    const lost = sum(rows, ({ leads }) => leads);
    const seesMoney = this.names.sees(viewer, ['amount']);
    const amountOf = (own: readonly Row[]) => (seesMoney ? { minor: sum(own, ({ minor }) => minor), currency } : null);
    const line = (own: readonly Row[], value: string | null): LeadLossLine => ({
      reason: own[0]!.reason, value, name: value === null || by === LossDimension.STAGE ? null : nameOf(dimensionOf[by], value), stage: value !== null && by === LossDimension.STAGE ? (value as LeadStage) : null,
      part: rateOf(sum(own, ({ leads }) => leads), lost), amount: amountOf(own), withoutAmount: seesMoney ? sum(own, ({ leads, counted }) => leads - counted) : null,
    });
    const most = (a: LeadLossLine, b: LeadLossLine): number => b.part.hits - a.part.hits || (`${a.reason} ${a.value}` < `${b.reason} ${b.value}` ? -1 : 1);
    return { ...plain, isClosed: false, lost, amount: amountOf(rows), reasons: [...Map.groupBy(rows, ({ reason }) => reason).values()].map((own) => line(own, null)).sort(most), cells: rows.map((row) => line([row], row.value)).sort(most) };
  }

  private rows(viewer: Viewer, { from, to }: { from: string; to: string }, { by, currency }: { by: LossDimension; currency: string }): Promise<Row[]> {
    const params = Params.empty();
    const days = `l.closed_on between ${params.add(from, 'date')} and ${params.add(to, 'date')}`;
    const own = `l.currency = ${params.add(currency, 'text')}`;
    return this.database.query<Row>(
      `select l.loss_reason as reason, ${by === LossDimension.STAGE ? 'l.stage' : valueOf(LeadDimension[by])} as value, count(*)::int as leads, coalesce(sum(l.amount_minor) filter (where ${own}), 0)::float8 as minor, count(l.amount_minor) filter (where ${own})::int as counted
        from lead l where l.status = 'LOST' and ${days} and ${real} and ${within(viewer, params)} group by 1, 2`, params.values(viewer));
  }
}
