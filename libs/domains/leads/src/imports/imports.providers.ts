import { CollectedResolver } from './collected/collected.resolver';
import { CollectedService } from './collected/collected.service';
import { LeadImport } from './lead.import';
import { LeadSubjects } from './lead.subjects';
import { LeadWriter } from './lead.writer';

export const importPolicies: readonly object[] = [];
export const importProviders = [LeadImport, LeadWriter, LeadSubjects, CollectedService, CollectedResolver];
