import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { QualityReport } from './quality.entity';
import { QualityService } from './quality.service';

const QualityReportConnection = connection(QualityReport, 'upkeep.manage');

@Resolver()
export class QualityResolver {
  constructor(private readonly service: QualityService) {}

  @Query(() => QualityReportConnection, { nullable: true })
  @Access('upkeep.manage')
  qualityReports(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => Boolean, { nullable: true })
  @Access('upkeep.manage')
  async measureQuality(@By() viewer: Viewer): Promise<boolean> {
    await this.service.ask(viewer);
    return true;
  }

  @Mutation(() => Boolean, { nullable: true })
  @Access('upkeep.manage')
  async runUpkeep(): Promise<boolean> {
    await this.service.runAll();
    return true;
  }
}
