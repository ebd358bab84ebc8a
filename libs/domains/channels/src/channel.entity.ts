import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Row } from '@dossier/kernel/data';
import { ChannelKind } from '@dossier/vocabulary/enums';

/** A way by which customers come to us. */
@Access('signed-in')
@ObjectType()
@Entity('channel')
export class Channel extends Row {
  @Field({ nullable: true })
  @Column('text')
  name!: string;

  @Field(() => ChannelKind, { nullable: true })
  @Column('text', { default: ChannelKind.OTHER })
  kind!: ChannelKind;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}
