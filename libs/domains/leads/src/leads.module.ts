import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { ChannelsModule } from '@dossier/channels';
import { CustomersModule } from '@dossier/customers';
import { IdentityModule } from '@dossier/identity';
import { InsightModule } from '@dossier/insight';
import { TeamsModule } from '@dossier/teams';
import { WorkspaceModule } from '@dossier/workspace';
import { assignmentPolicies, assignmentProviders } from './assignment/assignment.providers';
import { capturePolicies, captureProviders } from './capture/capture.providers';
import { conversionPolicies, conversionProviders } from './conversion/conversion.providers';
import { followPolicies, followProviders } from './follow/follow.providers';
import { funnelPolicies, funnelProviders } from './funnel/funnel.providers';
import { importPolicies, importProviders } from './imports/imports.providers';
import { inboxPolicies, inboxProviders } from './inbox/inbox.providers';
import { LeadDesk } from './lead/lead.desk';
import { leadPolicies, leadProviders } from './lead/lead.providers';
import { nurturePolicies, nurtureProviders } from './nurture/nurture.providers';
import { poolPolicies, poolProviders } from './pools/pools.providers';
import { sampleProviders } from './samples/samples.providers';
import { scoringPolicies, scoringProviders } from './scoring/scoring.providers';

const records = [...leadPolicies, ...capturePolicies, ...importPolicies, ...inboxPolicies, ...scoringPolicies, ...assignmentPolicies, ...poolPolicies, ...followPolicies, ...conversionPolicies, ...funnelPolicies, ...nurturePolicies];

/** Leads: captured, scored, assigned, followed up, converted and understood. */
@Module({
  imports: [TeamsModule, IdentityModule, WorkspaceModule, ChannelsModule, CustomersModule, InsightModule],
  providers: [...records.map((policy) => provideRecords(policy as never)), ...leadProviders, ...captureProviders, ...importProviders, ...inboxProviders, ...scoringProviders, ...assignmentProviders, ...poolProviders, ...followProviders, ...conversionProviders, ...funnelProviders, ...nurtureProviders, ...sampleProviders],
  exports: [LeadDesk],
})
export class LeadsModule {}
