export { InsightModule } from './insight.module';
export { ModelService } from './models/model.service';
export { GroupSamples } from './groups/group.samples';
