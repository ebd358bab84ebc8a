import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { RightsChange } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';

registerEnumType(RightsChange, { name: 'RightsChange' });

/** One word that a role can grant. */
@ObjectType()
@Access('role.read')
export class RightWord {
  @Field(() => String) action!: string;
  @Field(() => Boolean) scoped!: boolean;
  @Field(() => Boolean, { description: 'Its fields may be masked, for it is a right to read' }) maskable!: boolean;
  @Field(() => [String], { description: 'Fields that can be excepted' }) fields!: string[];
}

@ObjectType()
@Access('role.manage')
export class RolePreviewChange {
  @Field(() => String) action!: string;
  @Field(() => RightsChange) change!: RightsChange;
  @Field(() => String, { nullable: true, description: 'The widest scope before' }) before!: string | null;
  @Field(() => String, { nullable: true, description: 'The widest scope afterwards' }) after!: string | null;
  @Field(() => [String]) opened!: string[];
  @Field(() => [String]) closed!: string[];
}

@ObjectType()
@Access('role.manage')
export class RolePreviewUser {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => Boolean, { description: 'A program that comes with a key' }) isProgram!: boolean;
  @Field(() => [RolePreviewChange]) changes!: RolePreviewChange[];
  @Field(() => Int, { nullable: true, description: 'Records of the type counted that are within reach now, of those that the reader can see; bounded' }) reachBefore!: number | null;
  @Field(() => Int, { nullable: true, description: 'The same after the edit' }) reachAfter!: number | null;
}

@ObjectType()
@Access('role.manage')
export class RolePreview {
  @Field(() => Int, { description: 'How many hold the role' }) userCount!: number;
  @Field(() => Int, { description: 'For how many of them something changes' }) changedCount!: number;
  @Field(() => [RolePreviewUser], { description: 'Those for whom something changes, 50 at most' }) users!: RolePreviewUser[];
  @Field(() => String, { nullable: true, description: 'A right in the edit that the reader cannot give' }) beyond!: string | null;
  @Field(() => Boolean, { description: 'Nobody could appoint anybody afterwards' }) leavesNobody!: boolean;
}
