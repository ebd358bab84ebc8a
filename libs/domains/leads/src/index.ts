export { LeadsModule } from './leads.module';
export { Lead } from './lead/lead.entity';
export { LeadDesk } from './lead/lead.desk';
export { type GivenLead } from './lead/lead.opening';
export { LeadClosed, LeadMoved, LeadOpened, LeadTouched } from './lead/lead.events';
export { leadTraining } from './scoring/lead.training';
export type { FeatureRow as LeadFeatures } from './scoring/lead.features';
export { trialFigures } from './assignment/trial';
export { LeadSamples, type LeadSample } from './samples/lead.samples';
