import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { AuditCheck, AuditCheckConnection } from '../verify/audit-check.entity';
import { VerifyService } from '../verify/verify.service';
import { AuditSeal } from './audit-seal.view';
import { SealService } from './seal.service';

@Resolver(() => AuditSeal)
export class SealResolver {
  constructor(
    private readonly seal: SealService,
    private readonly checks: VerifyService,
  ) {}

  @Query(() => AuditSeal, { nullable: true })
  @Access('audit.read')
  auditSeal(): Promise<AuditSeal> {
    return this.seal.now();
  }

  @Query(() => AuditCheckConnection, { nullable: true })
  @Access('audit.read')
  auditChecks(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.checks.page(viewer, args, asked);
  }

  @Mutation(() => AuditCheck, { nullable: true })
  @Access('audit.read')
  verifyAudit(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw> {
    return this.checks.start(viewer, asked);
  }
}
