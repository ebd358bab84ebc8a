import { Column, Entity } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';

registerEnumType(ViewVisibility, { name: 'ViewVisibility' });

/** A list as somebody likes to see it: filter, sort, order, columns. It shows nothing the reader may not see anyway. */
@Entity('saved_view')
@ObjectType()
@Access('signed-in')
export class SavedView extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  list!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => ViewVisibility, { nullable: true })
  @Column('text', { default: 'PRIVATE' })
  visibility!: ViewVisibility;

  @Field(() => Json, { nullable: true })
  @Column('jsonb', { default: {} })
  state!: unknown;

  @Field(() => Boolean, { nullable: true, description: 'Its owner begins with it when opening the list.' })
  @Column('boolean', { name: 'is_default', default: false })
  isDefault!: boolean;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('ownerId', 'user')
  owner?: NamedRef | null;

  @Field(() => Boolean, { nullable: true })
  mine?: boolean;
}
