import type { Type } from '@nestjs/common';
import { AuditModule } from '@dossier/audit';
import { ChannelsModule } from '@dossier/channels';
import { CustomersModule } from '@dossier/customers';
import { IdentityModule } from '@dossier/identity';
import { InsightModule } from '@dossier/insight';
import { LeadsModule } from '@dossier/leads';
import { TeamsModule } from '@dossier/teams';
import { WorkspaceModule } from '@dossier/workspace';
import { DemoModule } from './seed/demo.module';

/** Every domain of the product, from the lowest to the highest. */
export const domains: Type[] = [TeamsModule, IdentityModule, WorkspaceModule, AuditModule, ChannelsModule, CustomersModule, InsightModule, LeadsModule, DemoModule];
