import { LeadBoard } from './lead.board';
import { LeadDesk } from './lead.desk';
import { LeadDuplicateFinder } from './lead.duplicates';
import { LeadExports } from './lead.exports';
import { CustomerLeads, LeadDuplicateFields, LeadFields } from './lead-fields.resolver';
import { touchPolicy, transitionPolicy } from './lead-history.policy';
import { leadPolicy } from './lead.policy';
import { LeadResolver } from './lead.resolver';
import { LeadService } from './lead.service';
import { LeadSteps } from './lead.steps';
import './lead.timeline';

export const leadPolicies = [leadPolicy, transitionPolicy, touchPolicy];
export const leadProviders = [LeadDesk, LeadSteps, LeadService, LeadBoard, LeadDuplicateFinder, LeadExports, LeadResolver, LeadFields, LeadDuplicateFields, CustomerLeads];
