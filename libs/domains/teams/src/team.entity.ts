import { Column, Entity } from 'typeorm';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';

const members = (alias: string): string => `(select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name, u.id), '[]')
  from team_member m join app_user u on u.id = m.user_id and u.archived_at is null and u.kind = 'PERSON' where m.team_id = ${alias}.id)`;
const memberCount = (alias: string): string => `(select count(*)::int from team_member m join app_user u on u.id = m.user_id and u.archived_at is null and u.kind = 'PERSON' where m.team_id = ${alias}.id)`;

/** People who work together, in a tree: what a team reaches, the teams above it with reach over their tree see too. */
@Entity('team')
@ObjectType()
@Access('team.read')
export class Team extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  /** From the root down to this team itself, so that a subtree is one containment test. */
  @Field(() => [ID], { nullable: true })
  @Column('uuid', { array: true, default: '{}' })
  path!: string[];

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'leader_id', nullable: true })
  leaderId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('leaderId', 'user')
  leader?: NamedRef | null;

  @Field(() => [NamedRef], { nullable: true })
  @Derived(members)
  members?: NamedRef[];

  @Field(() => Int, { nullable: true })
  @Derived(memberCount)
  memberCount?: number;

  @Column('boolean', { default: false })
  demo!: boolean;

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];
}
