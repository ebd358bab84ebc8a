import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { ModelHealth, ModelKind } from '@dossier/vocabulary/insight-enums';
import { ModelCheck, ModelVersion } from './model-version.entity';

/** One kind of model as it stands: which version is in force, how it does, what may be done. */
@ObjectType()
@Access('model.read')
export class Model {
  @Field(() => ModelKind, { nullable: true }) kind!: ModelKind;
  @Field(() => String, { nullable: true, description: 'In the language of whoever asks' }) name!: string;
  @Field(() => String, { nullable: true }) method!: string;
  @Field(() => String, { nullable: true }) methodVersion!: string;
  @Field(() => ModelHealth, { nullable: true, description: 'Of the version in force' }) health!: ModelHealth;
  @Field(() => Boolean, { nullable: true, description: 'Scores are those of the plain rule, for the model no longer keeps its word' }) isFallback!: boolean;
  @Field(() => ModelVersion, { nullable: true, description: 'The version in force' }) published!: ModelVersion | null;
  @Field(() => ModelVersion, { nullable: true, description: 'The newest version, whatever became of it' }) latest!: ModelVersion | null;
  @Field(() => ModelCheck, { nullable: true }) lastCheck!: ModelCheck | null;
  @Field(() => ID, { nullable: true, description: 'The job that fits, scores or checks it just now' }) runningJobId!: string | null;
  @Field(() => [String], { nullable: true }) can!: string[];
}

/** One reason for the score of a customer. */
@ObjectType()
@Access('score.read')
export class ScoreReason {
  @Field(() => String, { nullable: true, description: 'In the language of whoever asks' }) text!: string;
  @Field(() => Float, { nullable: true }) weight!: number | null;
}

/** Work that was begun on a model. */
@ObjectType()
@Access('model.read')
export class ModelJob {
  @Field(() => ID, { description: 'The version that is fitted or looked at' }) id!: string;
  @Field(() => ID, { description: 'The job: see `job`' }) jobId!: string;
}
