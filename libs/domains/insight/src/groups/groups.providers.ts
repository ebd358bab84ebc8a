import { basketRulePolicy, basketRunPolicy } from './baskets/basket.entities';
import { BasketExports } from './baskets/basket.exports';
import { BasketJob } from './baskets/basket.job';
import { BasketReader } from './baskets/basket.reader';
import { BasketResolver } from './baskets/basket.resolver';
import { BasketService } from './baskets/basket.service';

import { ClusterModel } from './clusters/cluster.model';
import { ClusterResolver } from './clusters/cluster.resolver';
import { ClusterService } from './clusters/cluster.service';
import { GroupSamples } from './group.samples';
import { MarketBoards } from './market/market.board';
import { marketFigurePolicy, marketSegmentPolicy } from './market/market.entities';
import { MarketJob } from './market/market.job';
import { MarketReckoner } from './market/market.reckoner';
import { MarketResolver } from './market/market.resolver';
import { MarketService } from './market/market.service';

export const groupPolicies = [marketSegmentPolicy, marketFigurePolicy, basketRunPolicy, basketRulePolicy];
export const groupProviders = [BasketService, BasketReader, BasketJob, BasketResolver, BasketExports, ClusterModel, ClusterService, ClusterResolver, MarketService, MarketBoards, MarketReckoner, MarketJob, MarketResolver, GroupSamples];
