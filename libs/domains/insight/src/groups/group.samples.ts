import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { dayAfter } from '@dossier/metrics';
import { BasketLevel, MarketBasis, MarketFigureKind } from '@dossier/vocabulary/insight-enums';
import { BasketService } from './baskets/basket.service';
import { MarketService } from './market/market.service';

const YEAR = 365;
/** The countries of the sample, and what a source that was invented says of the first one's market. */
const COUNTRIES = [['GB', '英国'], ['DE', '德国']] as const;
const CATEGORY = '餐饮与厨房';

/** What a company with sample data finds here: baskets of the last year, and a few parts of the market. Computed by the same jobs as everybody's. */
@Injectable()
export class GroupSamples {
  constructor(
    private readonly baskets: BasketService,
    private readonly markets: MarketService,
    private readonly clock: Clock,
  ) {}

  /** Begins all of it in the open unit of work, for whoever reaches everything. */
  async begin(viewer: Viewer): Promise<void> {
    const today = this.clock.today();
    const period = { fromOn: dayAfter(today, -YEAR), toOn: dayAfter(today, -1) };
    await this.baskets.start(viewer, { level: BasketLevel.CATEGORY, ...period, minSupport: 0.05, minConfidence: 0.3 });
    await this.baskets.start(viewer, { level: BasketLevel.PRODUCT, ...period });
    const [category] = await currentWork().query<{ id: string; currency: string }>(`select g.id, (select currency from company limit 1) as currency from product_category g where g.name = $1 and g.archived_at is null`, [CATEGORY]);
    if (category) await this.markets.create(viewer, { name: CATEGORY, basis: MarketBasis.CATEGORY, categoryId: category.id });
    for (const [country, name] of COUNTRIES) {
      const made = await this.markets.create(viewer, { name, basis: MarketBasis.REGION, country });
      if (country !== 'GB' || !category) continue;
      const source = { year: Number(today.slice(0, 4)), source: '示例数据，非真实来源 Sample data, no real source', toldOn: today };
      await this.markets.addFigure(viewer, made.id, { kind: MarketFigureKind.SIZE, amount: { minor: 12_000_000_000, currency: category.currency }, ...source });
      await this.markets.addFigure(viewer, made.id, { kind: MarketFigureKind.COMPETITOR, competitor: '示例竞争者 Sample rival', share: 0.12, ...source });
    }
  }
}
