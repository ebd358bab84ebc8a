import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { ExportFile, ExportFileConnection } from './export-file.entity';
import { ExportService } from './export.service';

@Resolver(() => ExportFile)
export class ExportResolver {
  constructor(private readonly service: ExportService) {}

  @Query(() => ExportFileConnection, { nullable: true })
  @Access('signed-in')
  exports(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }
}
