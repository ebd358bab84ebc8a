import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { DateTime, Day, Percent } from '@dossier/kernel/graphql';
import { ClusterFeature } from '@dossier/vocabulary/insight-enums';

registerEnumType(ClusterFeature, { name: 'ClusterFeature' });

/** How far a group lies from all customers in one feature. */
@Access('insight.read')
@ObjectType()
export class ClusterDifference {
  @Field(() => ClusterFeature) feature!: ClusterFeature;
  @Field(() => Float, { nullable: true, description: 'Mean of the group less that of all, by the spread of all, on the scale of the fit; null where the feature is not used' }) difference!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean of the group: days, orders, amount of money, categories, a share, days' }) mean!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean of all customers within reach' }) whole!: number | null;
}

/** One group of customers who buy alike. */
@Access('insight.read')
@ObjectType()
export class ClusterProfile {
  @Field(() => Int, { description: '1 is the largest at fitting' }) cluster!: number;
  @Field(() => String, { nullable: true, description: 'What people call it; null where nobody has named it' }) name!: string | null;
  @Field(() => Int, { description: 'Customers within reach' }) customers!: number;
  @Field(() => Percent, { nullable: true }) share!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean Jaccard likeness with groups found anew: from 0.75 on it is stable' }) stability!: number | null;
  @Field(() => [ClusterDifference]) differences!: ClusterDifference[];
}

/** Groups of customers who buy alike, as the version in force has them. */
@Access('insight.read')
@ObjectType()
export class ClusterBoard {
  @Field(() => Boolean, { description: 'A version is in force' }) isPublished!: boolean;
  @Field(() => Boolean, { description: 'What it is built of stands open to this viewer' }) isOpen!: boolean;
  @Field(() => Boolean, { description: 'The silhouette reaches 0.25; below it there are no clear groups' }) isClear!: boolean;
  @Field(() => Boolean, { description: 'Every group comes back when other customers are drawn' }) isStable!: boolean;
  @Field(() => Boolean, { description: 'The model no longer keeps its word: nobody is in a group' }) isFallback!: boolean;
  @Field(() => Float, { nullable: true, description: 'From −1 to 1: how clearly customers belong to their groups' }) silhouette!: number | null;
  @Field(() => Int, { description: 'Customers within reach who have a group' }) customers!: number;
  @Field(() => Int, { nullable: true, description: 'Customers that the groups were made of' }) fittedOn!: number | null;
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at' }) asOf!: string | null;
  @Field(() => DateTime, { nullable: true }) scoredAt!: Date | null;
  @Field(() => [ClusterProfile]) clusters!: ClusterProfile[];
}
