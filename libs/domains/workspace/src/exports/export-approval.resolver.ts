import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { ExportApprovals } from './export-approvals';
import { ExportLimit, ExportLimitInput } from './export-limit.entity';
import { ExportLimits } from './export-limits';
import { ExportMarks, TracedExport } from './export-marks';
import { ExportRequest, ExportRequestArgs, ExportRequestConnection } from './export-request.entity';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => ExportRequest)
export class ExportApprovalResolver {
  constructor(
    private readonly approvals: ExportApprovals,
    private readonly limits: ExportLimits,
    private readonly marks: ExportMarks,
  ) {}

  @Query(() => ExportRequestConnection, { nullable: true })
  @Access('export.approve')
  exportRequests(@By() viewer: Viewer, @Args() args: ExportRequestArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.approvals.page(viewer, args, asked);
  }

  @Query(() => [ExportLimit], { nullable: true })
  @Access('export.approve')
  exportLimits(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.limits.all(viewer, asked);
  }

  @Query(() => [TracedExport], { nullable: true, description: 'Who exported a file that was found somewhere, by the mark in it or its number.' })
  @Access('export.approve', { audited: true })
  tracedExports(@Args('marks', { type: () => [String] }) marks: string[]): Promise<TracedExport[]> {
    return this.marks.trace(marks);
  }

  @Mutation(() => ExportRequest, { nullable: true })
  @Access('export.approve', { stepUp: true })
  async approveExport(@By() viewer: Viewer, @Args(id) exportId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.approvals.read(viewer, (await this.approvals.approve(viewer, exportId)).id, asked);
  }

  @Mutation(() => ExportRequest, { nullable: true })
  @Access('export.approve')
  async declineExport(@By() viewer: Viewer, @Args(id) exportId: string, @Args('reason') reason: string, @Asked() asked: Selection): Promise<Raw> {
    return this.approvals.read(viewer, (await this.approvals.decline(viewer, exportId, reason)).id, asked);
  }

  @Mutation(() => ExportLimit, { nullable: true })
  @Access('company.manage', { stepUp: true })
  async setExportLimit(@By() viewer: Viewer, @Args('input') input: ExportLimitInput, @Asked() asked: Selection): Promise<Raw> {
    return this.limits.read(viewer, (await this.limits.set(viewer, input)).id, asked);
  }

  @Mutation(() => Boolean, { nullable: true })
  @Access('company.manage', { stepUp: true })
  async removeExportLimit(@By() viewer: Viewer, @Args(id) limitId: string): Promise<boolean> {
    await this.limits.remove(viewer, limitId);
    return true;
  }
}
