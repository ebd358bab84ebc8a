import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { ChurnBoard, ChurnBoardArgs, ChurnDefinition, ChurnDefinitionInput, ChurnField } from './churn.entities';
import { ChurnService } from './churn.service';

@Resolver()
export class ChurnResolver {
  constructor(private readonly service: ChurnService) {}

  @Query(() => ChurnBoard, { nullable: true })
  @Access('insight.read')
  churnBoard(@By() viewer: Viewer, @Args() args: ChurnBoardArgs): Promise<ChurnBoard> {
    return this.service.board(viewer, args);
  }

  @Query(() => [ChurnDefinition], { nullable: true })
  @Access('insight.read')
  churnDefinitions(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Query(() => [ChurnField], { nullable: true, description: 'Custom fields that hold a day: a contract may end on it' })
  @Access('model.manage')
  churnFields(@By() viewer: Viewer): Promise<ChurnField[]> {
    return this.service.fields(viewer);
  }

  @Mutation(() => ChurnDefinition, { nullable: true })
  @Access('model.manage')
  setChurnDefinition(@By() viewer: Viewer, @Args('input') input: ChurnDefinitionInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.define(viewer, input, asked);
  }

  @Mutation(() => Boolean, { nullable: true })
  @Access('model.manage')
  refreshChurn(): Promise<boolean> {
    return this.service.refresh();
  }
}
