import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsDateString, IsEnum, IsNumber, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { RelationBasis, RelationKind, RelationSource } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';

/** What is said of a relation; what is left out stays as it is. */
@InputType()
export class RelationshipChange {
  @Field(() => RelationKind, { nullable: true }) @IsOptional() @IsEnum(RelationKind) kind?: RelationKind | null;
  @Field(() => Float, { nullable: true, description: 'From 0 to 1' }) @IsOptional() @IsNumber() @Min(0) @Max(1) strength?: number | null;
  @Field(() => RelationSource, { nullable: true }) @IsOptional() @IsEnum(RelationSource) source?: RelationSource | null;
  @Field(() => RelationBasis, { nullable: true }) @IsOptional() @IsEnum(RelationBasis) basis?: RelationBasis | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() validFrom?: string | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() validTo?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) note?: string | null;
  @Field(() => String, { nullable: true, description: 'Of who works for a company: as what' }) @IsOptional() @IsString() @MaxLength(80) jobTitle?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Of who works for a company: its main contact, of which there is one' }) @IsOptional() @IsBoolean() isMain?: boolean | null;
}

/** A new relation between two customers, read from the first to the second. */
@InputType()
export class RelationshipInput extends RelationshipChange {
  @Field(() => ID) @IsUUID() fromId!: string;
  @Field(() => ID) @IsUUID() toId!: string;
  @Field(() => RelationKind) @IsEnum(RelationKind) declare kind: RelationKind;
  @Field(() => RelationBasis, { description: 'By which right it is kept' }) @IsEnum(RelationBasis) declare basis: RelationBasis;
}

/** A customer of the graph, and how many steps from its middle. */
@Access('relationship.read')
@ObjectType()
export class RelationNode {
  @Field(() => ID) id!: string;
  @Field(() => Customer, { nullable: true }) customer?: Customer | null;
  @Field(() => Int, { nullable: true }) hop!: number;
}

/** One relation between two customers of the graph. */
@Access('relationship.read')
@ObjectType()
export class RelationEdge {
  @Field(() => ID) id!: string;
  @Field(() => ID) fromId!: string;
  @Field(() => ID) toId!: string;
  @Field(() => RelationKind, { nullable: true }) kind!: RelationKind;
  @Field(() => Float, { nullable: true }) strength!: number;
}

/** The customers around one, two steps far. */
@Access('relationship.read')
@ObjectType()
export class RelationGraph {
  @Field(() => [RelationNode], { nullable: true }) nodes!: RelationNode[];
  @Field(() => [RelationEdge], { nullable: true }) edges!: RelationEdge[];
  @Field(() => Boolean, { nullable: true, description: 'There are more than are shown' }) isCut!: boolean;
}

/** What somebody's referrals have brought. */
@Access('relationship.read')
@ObjectType()
export class Referrals {
  @Field(() => Int, { nullable: true, description: 'Customers brought' }) made!: number;
  @Field(() => Int, { nullable: true, description: 'Of those, how many have bought' }) bought!: number;
  @Field(() => Money, { nullable: true, description: 'What they have bought, net of refunds; null where currencies differ or amounts are closed' }) revenue!: MoneyValue | null;
}
