import { Column, Entity } from 'typeorm';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, Row } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';

@ObjectType()
@Access('role.read')
export class RoleGrant {
  @Field(() => String, { nullable: true }) action!: string;
  @Field(() => String, { nullable: true }) scope!: string;
  @Field(() => Json, { nullable: true }) fields!: unknown;
}

const grantsOf = (alias: string): string =>
  `(select coalesce(json_agg(json_build_object('action', g.action, 'scope', g.scope, 'fields', g.fields) order by g.action), '[]') from role_grant g where g.role_id = ${alias}.id)`;
const usersOf = (alias: string): string =>
  `(select count(*)::int from user_role x join app_user u on u.id = x.user_id and u.archived_at is null and u.kind = 'PERSON' where x.role_id = ${alias}.id and (x.until is null or x.until > now()))`;
const edited = (alias: string): string => `(${alias}.shipped_grants is not null and ${alias}.shipped_grants <> coalesce((select jsonb_agg(jsonb_build_object('action', g.action, 'scope', g.scope, 'fields', g.fields) order by g.action) from role_grant g where g.role_id = ${alias}.id), '[]'))`;

/** A list of grants under a name. The shipped six are rows like any other. */
@Entity('role')
@ObjectType()
@Access('role.read')
export class Role extends Row {
  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  code!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { default: false })
  shipped!: boolean;

  @Field(() => [RoleGrant], { nullable: true })
  @Derived(grantsOf)
  grants?: RoleGrant[];

  @Field(() => Int, { nullable: true })
  @Derived(usersOf)
  userCount?: number;

  @Field(() => Boolean, { nullable: true, description: 'A shipped role that no longer grants what it was shipped with' })
  @Derived(edited)
  edited?: boolean;

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];
}
