export { InsightModule } from './insight.module';
export { ModelService } from './models/model.service';
