import { LikelyBuyersResolver } from './buyers.resolver';
import { LikelyBuyersService } from './buyers.service';
import { NeedModel } from './need.model';

export const nextProviders = [NeedModel, LikelyBuyersService, LikelyBuyersResolver];
