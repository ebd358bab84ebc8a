import { Column, Entity } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

registerEnumType(UserStatus, { name: 'UserStatus' });

const rolesOf = (alias: string): string => `(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.created_at, r.id), '[]')
  from user_role x join role r on r.id = x.role_id and r.archived_at is null where x.user_id = ${alias}.id and (x.until is null or x.until > now()))`;
const temporary = (alias: string): string => `(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'until', to_char(x.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by x.until, r.id), '[]')
  from user_role x join role r on r.id = x.role_id and r.archived_at is null where x.user_id = ${alias}.id and x.until > now())`;
const teamsOf = (alias: string): string => `(select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) order by g.name, g.id), '[]')
  from team_member x join team g on g.id = x.team_id and g.archived_at is null where x.user_id = ${alias}.id)`;

/** A role that ends by itself. */
@ObjectType()
@Access('user.read')
export class TemporaryRole {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => DateTime) until!: Date;
}

/** Somebody who signs in. What nobody may see (hash, rights version) bears no field. */
@Entity('app_user')
@ObjectType()
@Access('user.read')
export class User extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  email!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { default: 'zh' })
  language!: string;

  @Field(() => UserStatus, { nullable: true })
  @Column('text', { default: 'ACTIVE' })
  status!: UserStatus;

  @Field(() => [NamedRef], { nullable: true })
  @Derived(rolesOf)
  roles?: NamedRef[];

  @Field(() => [TemporaryRole], { nullable: true })
  @Derived(temporary)
  temporaryRoles?: TemporaryRole[];

  @Field(() => [NamedRef], { nullable: true })
  @Derived(teamsOf)
  teams?: NamedRef[];

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt!: Date | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { default: false })
  demo!: boolean;

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];

  /** Tells people from the programs that share their table. */
  @Column('text', { default: 'PERSON' })
  kind!: string;

  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz', { name: 'password_changed_at', nullable: true })
  passwordChangedAt!: Date | null;

  /** Sessions made under an older version are dead: it rises when all of a user's sessions must end at once. */
  @Column('int', { name: 'rights_version', default: 1 })
  rightsVersion!: number;

  @Column('text', { default: 'system' })
  theme!: string;

  @Column('text', { default: 'comfortable' })
  density!: string;
}

export const UserConnection = connection(User, 'user.read');
