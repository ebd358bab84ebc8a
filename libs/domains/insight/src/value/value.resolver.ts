import { Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { ValueBoards } from './value.boards';
import { RfmGrid, ValueDistribution } from './value.views';

@Resolver()
export class ValueResolver {
  constructor(private readonly boards: ValueBoards) {}

  @Query(() => RfmGrid, { nullable: true })
  @Access('insight.read')
  rfmGrid(@By() viewer: Viewer): Promise<Partial<RfmGrid> | null> {
    return this.boards.grid(viewer);
  }

  @Query(() => ValueDistribution, { nullable: true })
  @Access('insight.read')
  valueDistribution(@By() viewer: Viewer): Promise<Partial<ValueDistribution> | null> {
    return this.boards.distribution(viewer);
  }
}
