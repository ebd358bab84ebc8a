import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { CustomersModule } from '@dossier/customers';
import { WorkspaceModule } from '@dossier/workspace';
import { churnPolicies, churnProviders } from './churn/churn.providers';
import { groupPolicies, groupProviders } from './groups/groups.providers';
import { ModelBook } from './models/model.book';
import { modelPolicies, modelProviders } from './models/models.providers';
import { nextProviders } from './next/next.providers';
import { recommendProviders } from './recommend/recommend.providers';
import { valueProviders } from './value/value.providers';

const records = [...modelPolicies, ...churnPolicies, ...groupPolicies];

/** What the archive knows, made into answers: scores by published methods, boards, recommendations, groups. */
@Module({
  imports: [CustomersModule, WorkspaceModule],
  providers: [...records.map((policy) => provideRecords(policy as never)), ...churnProviders, ...groupProviders, ...modelProviders, ...valueProviders, ...nextProviders, ...recommendProviders],
  exports: [ModelBook],
})
export class InsightModule {}
