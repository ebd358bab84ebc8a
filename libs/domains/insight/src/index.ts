export { InsightModule } from './insight.module';
export { ModelService } from './models/model.service';
export { GroupSamples } from './groups/group.samples';
export { ModelBook } from './models/model.book';
export type { Check, ModelCard, Worded } from './models/model-card';
export type { Fitted, ModelRun, Scored, ScoreModel } from './models/score-model';
export { outcomes } from './models/outcome';
export type { Leak as OutcomeLeak, OutcomeJudged, OutcomeLearned } from './models/outcome.compute';
export type { Part as OutcomePart } from './models/outcome.learn';
