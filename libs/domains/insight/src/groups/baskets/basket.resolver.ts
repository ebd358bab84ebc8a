import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { ExportFile, ExportService } from '@dossier/workspace';
import { BasketRule, BasketRun } from './basket.entities';
import { BasketRuleArgs, BasketRuleExportInput, BasketRunArgs, BasketRunInput } from './basket.inputs';
import { BasketService } from './basket.service';

const BasketRunConnection = connection(BasketRun, 'insight.read');
const BasketRuleConnection = connection(BasketRule, 'insight.read');
const id = { name: 'id', type: () => ID } as const;

@Resolver()
export class BasketResolver {
  constructor(
    private readonly service: BasketService,
    private readonly exports: ExportService,
  ) {}

  @Query(() => BasketRunConnection, { nullable: true })
  @Access('insight.read')
  basketRuns(@By() viewer: Viewer, @Args() args: BasketRunArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => BasketRuleConnection, { nullable: true })
  @Access('insight.read')
  basketRules(@By() viewer: Viewer, @Args() args: BasketRuleArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.pageOfRules(viewer, args, asked);
  }

  @Mutation(() => BasketRun, { nullable: true, description: 'Begins to compute what is bought together' })
  @Access('model.manage')
  async startBasketRun(@By() viewer: Viewer, @Args('input') input: BasketRunInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.start(viewer, input)).id, asked);
  }

  @Mutation(() => BasketRun, { nullable: true })
  @Access('model.manage')
  async archiveBasketRun(@By() viewer: Viewer, @Args(id) runId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.archive(viewer, runId)).id, asked);
  }

  @Mutation(() => BasketRun, { nullable: true })
  @Access('model.manage')
  async restoreBasketRun(@By() viewer: Viewer, @Args(id) runId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.restore(viewer, runId)).id, asked);
  }

  @Mutation(() => ExportFile, { nullable: true })
  @Access('order.export', { stepUp: true })
  async exportBasketRules(@By() viewer: Viewer, @Args('input') input: BasketRuleExportInput, @Asked() asked: Selection): Promise<Raw> {
    return this.exports.read(viewer, (await this.exports.start(viewer, 'basketRules', input)).id, asked);
  }
}
