import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { JobStatus } from '@dossier/kernel/events';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { ImportReport } from './import-report';
import { Import, ImportConnection } from './import.entity';
import { ConfigureImportInput, ImportRowInput, ProblemRowArgs } from './import.inputs';
import { ImportService } from './import.service';
import { ImportColumn, ImportField, ImportProblem, ImportProblemRow, ImportProblemRowConnection } from './import.views';

const id = { type: () => ID };
const ALL_OF_KIND = { type: () => Boolean, nullable: true, description: 'Also wherever the same text stands in the same column with the same problem.' };

@Resolver(() => Import)
export class ImportResolver {
  constructor(
    private readonly service: ImportService,
    private readonly report: ImportReport,
  ) {}

  @Query(() => ImportConnection, { nullable: true })
  @Access('signed-in')
  imports(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => Import, { nullable: true, name: 'import' })
  @Access('signed-in')
  one(@By() viewer: Viewer, @Args('id', id) importId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, importId, asked);
  }

  @Mutation(() => Import, { nullable: true })
  @Access('signed-in', { programs: true })
  async configureImport(@By() viewer: Viewer, @Args('id', id) importId: string, @Args('input') input: ConfigureImportInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.configure(viewer, importId, input);
    return this.service.read(viewer, importId, asked);
  }

  @Mutation(() => Import, { nullable: true })
  @Access('signed-in', { programs: true })
  async checkImport(@By() viewer: Viewer, @Args('id', id) importId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.check(viewer, importId);
    return this.service.read(viewer, importId, asked);
  }

  @Mutation(() => Import, { nullable: true })
  @Access('signed-in', { programs: true })
  async commitImport(@By() viewer: Viewer, @Args('id', id) importId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.commit(viewer, importId);
    return this.service.read(viewer, importId, asked);
  }

  @Mutation(() => Import, { nullable: true })
  @Access('signed-in', { programs: true })
  async cancelImport(@By() viewer: Viewer, @Args('id', id) importId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.cancel(viewer, importId);
    return this.service.read(viewer, importId, asked);
  }

  @Mutation(() => Import, { nullable: true })
  @Access('signed-in', { programs: true })
  async correctImportRows(
    @By() viewer: Viewer, @Args('id', id) importId: string, @Args('rows', { type: () => [ImportRowInput] }) rows: ImportRowInput[],
    @Args('allOfKind', ALL_OF_KIND) allOfKind: boolean | null, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.service.correct(viewer, importId, rows, allOfKind === true);
    return this.service.read(viewer, importId, asked);
  }

  @ResolveField(() => [ImportColumn], { nullable: true })
  columns(@By() viewer: Viewer, @Parent() { id: importId }: Import): Promise<ImportColumn[]> {
    return this.report.columns(viewer, importId);
  }

  @ResolveField(() => [ImportField], { nullable: true })
  fields(@By() viewer: Viewer, @Parent() { id: importId }: Import): Promise<ImportField[]> {
    return this.report.fields(viewer, importId);
  }

  @ResolveField(() => [[String]], { nullable: true })
  @Access('signed-in')
  preview(@By() viewer: Viewer, @Parent() { id: importId }: Import): Promise<string[][]> {
    return this.report.preview(viewer, importId);
  }

  @ResolveField(() => [ImportProblem], { nullable: true })
  problems(@By() viewer: Viewer, @Parent() { id: importId }: Import): Promise<ImportProblem[]> {
    return this.report.problems(viewer, importId);
  }

  @ResolveField(() => ImportProblemRowConnection, { nullable: true })
  problemRows(@By() viewer: Viewer, @Parent() { id: importId }: Import, @Args() args: ProblemRowArgs): Promise<Page<ImportProblemRow>> {
    return this.report.problemRows(viewer, importId, args);
  }

  @ResolveField(() => JobStatus, { nullable: true })
  job(@By() viewer: Viewer, @Parent() { id: importId }: Import, @Asked() asked: Selection): Promise<Raw | null> {
    return this.report.job(viewer, importId, asked);
  }
}
