import { Module } from '@nestjs/common';
import { CustomersModule } from '@dossier/customers';
import { WorkspaceModule } from '@dossier/workspace';

/** What the archive knows, made into answers: scores by published methods, boards, recommendations, groups. */
@Module({
  imports: [CustomersModule, WorkspaceModule],
  providers: [],
})
export class InsightModule {}
