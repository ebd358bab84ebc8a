import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { AuditEntry, AuditEntryConnection } from './audit-entry.entity';
import { AuditListArgs } from './audit-entry.inputs';
import { AuditEntryService } from './audit-entry.service';

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  constructor(private readonly service: AuditEntryService) {}

  @Query(() => AuditEntryConnection, { nullable: true })
  @Access('audit.read')
  auditEntries(@By() viewer: Viewer, @Args() args: AuditListArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }
}
