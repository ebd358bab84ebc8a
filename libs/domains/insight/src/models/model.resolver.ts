import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsEnum } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import { ModelService } from './model.service';
import { ModelVersion, ModelVersionConnection } from './model-version.entity';
import { Model, ModelJob, ScoreReason } from './model.view';

const kindArg = { type: () => ModelKind };

/** One page of the versions of a kind. */
@ArgsType()
class VersionArgs extends PageArgs {
  @Field(() => ModelKind) @IsEnum(ModelKind) kind!: ModelKind;
}

@Resolver()
export class ModelResolver {
  constructor(private readonly service: ModelService) {}

  @Query(() => [Model], { nullable: true })
  @Access('model.read')
  models(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Query(() => Model, { nullable: true })
  @Access('model.read')
  model(@By() viewer: Viewer, @Args('kind', kindArg) kind: ModelKind, @Asked() asked: Selection): Promise<Raw> {
    return this.service.one(viewer, kind, asked);
  }

  @Query(() => ModelVersionConnection, { nullable: true })
  @Access('model.read')
  modelVersions(@By() viewer: Viewer, @Args() { kind, ...args }: VersionArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, kind, args, asked);
  }

  @Query(() => [ScoreReason], { nullable: true })
  @Access('score.read')
  scoreReasons(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string, @Args('kind', kindArg) kind: ModelKind): Promise<ScoreReason[]> {
    return this.service.reasons(viewer, kind, customerId);
  }

  @Mutation(() => ModelJob, { nullable: true })
  @Access('model.manage')
  fitModel(@By() viewer: Viewer, @Args('kind', kindArg) kind: ModelKind, @Args('params', { type: () => Json, nullable: true }) params?: Record<string, unknown> | null): Promise<ModelJob> {
    return this.service.fit(viewer, kind, params ?? {});
  }

  @Mutation(() => ModelVersion, { nullable: true })
  @Access('model.manage')
  async publishModelVersion(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, await this.service.publish(viewer, id), asked);
  }

  @Mutation(() => ModelVersion, { nullable: true })
  @Access('model.manage')
  async rollBackModel(@By() viewer: Viewer, @Args('kind', kindArg) kind: ModelKind, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, await this.service.rollBack(viewer, kind), asked);
  }

  @Mutation(() => ModelJob, { nullable: true })
  @Access('model.manage')
  checkModel(@By() viewer: Viewer, @Args('kind', kindArg) kind: ModelKind): Promise<ModelJob> {
    return this.service.check(viewer, kind);
  }
}
