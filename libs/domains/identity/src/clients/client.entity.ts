import { Column, Entity } from 'typeorm';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

const rolesOf = (alias: string): string => `(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.created_at, r.id), '[]')
  from user_role x join role r on r.id = x.role_id and r.archived_at is null where x.user_id = ${alias}.id)`;
const teamsOf = (alias: string): string => `(select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) order by g.name, g.id), '[]')
  from team_member x join team g on g.id = x.team_id and g.archived_at is null where x.user_id = ${alias}.id)`;

/** What is known of a key once it was given out. Its secret is not. */
@ObjectType()
@Access('key.manage')
export class ApiKey {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) name!: string;
  @Field(() => String, { nullable: true, description: 'The readable part: a key begins with dsr_ and this.' }) publicId!: string;
  @Field(() => DateTime, { nullable: true }) createdAt!: Date;
  @Field(() => DateTime, { nullable: true }) expiresAt!: Date;
  @Field(() => DateTime, { nullable: true }) revokedAt!: Date | null;
  @Field(() => [String], { nullable: true, description: 'Networks it may come from; none means any.' }) ipList!: string[];
  @Field(() => Int, { nullable: true }) ratePerMinute!: number;
  @Field(() => ID, { nullable: true, description: 'The key that this one has replaced.' }) followsId!: string | null;
  @Field(() => NamedRef, { nullable: true }) maker!: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) lastUsedAt!: Date | null;
  @Field(() => String, { nullable: true }) lastNetwork!: string | null;
}

/** A new key with its secret, which is never shown again. */
@ObjectType()
@Access('key.manage')
export class IssuedKey {
  @Field(() => String) secret!: string;
  @Field(() => ApiKey) key!: ApiKey;
}

/** A program that asks by itself: an account without a password, with roles and teams of its own, and keys. */
@Entity('app_user')
@ObjectType()
@Access('key.manage')
export class ApiClient extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  description!: string | null;

  /** Tells programs from people in the one table of accounts. */
  @Column('text', { default: 'PERSON' })
  kind!: string;

  /** In which it is answered: that of its maker. */
  @Column('text', { default: 'zh' })
  language!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'acts_for_id', nullable: true })
  actsForId!: string | null;

  @Field(() => NamedRef, { nullable: true, description: 'Whose rows it reaches; its rights are then what both hold.' })
  @NameOf('actsForId', 'user')
  actsFor?: NamedRef | null;

  @Field(() => [NamedRef], { nullable: true })
  @Derived(rolesOf)
  roles?: NamedRef[];

  @Field(() => [NamedRef], { nullable: true })
  @Derived(teamsOf)
  teams?: NamedRef[];

  @Field(() => [ApiKey], { nullable: true })
  @Derived((alias) => `keys_of(${alias}.id)`)
  keys?: ApiKey[];

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];
}

export const ApiClientConnection = connection(ApiClient, 'key.manage');
