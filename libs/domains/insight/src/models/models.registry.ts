import type { Type } from '@nestjs/common';
import { ChurnModel } from '../churn/churn.model';
import { NeedModel } from '../next/need.model';
import { RecommendModel } from '../recommend/recommend.model';
import { ClusterModel } from '../groups/clusters/cluster.model';
import { ValueModel } from '../value/value.model';
import type { ScoreModel } from './score-model';

/** Every kind of model, a line each. What stands here is fitted, published, rescored every night and watched; in the demo it is fitted and published at the first start. */
export const scoreModels: readonly Type<ScoreModel>[] = [
  ValueModel,
  ChurnModel as Type<ScoreModel>,
  // Usual prices come with the recommendations, and the next need leans on them.
  RecommendModel as Type<ScoreModel>,
  NeedModel as Type<ScoreModel>,
  ClusterModel as Type<ScoreModel>,
];
