import { Compute } from './compute';
import { ModelBook } from './model.book';
import { CheckModelJob, FitModelJob, ModelsUpkeep, ScoreModelJob } from './model.jobs';
import { ModelResolver } from './model.resolver';
import { ModelRuns } from './model-runs';
import { ModelService } from './model.service';
import { ModelStore } from './model.store';
import { ModelWork } from './model.work';
import { ShelfTurn } from './shelf-turn';
import { modelCheckPolicy, modelVersionPolicy } from './model-version.entity';

export const modelPolicies = [modelVersionPolicy, modelCheckPolicy];
export const modelProviders = [Compute, ModelBook, ModelRuns, ModelStore, ShelfTurn, ModelService, ModelResolver, ModelWork, FitModelJob, ScoreModelJob, CheckModelJob, ModelsUpkeep];
