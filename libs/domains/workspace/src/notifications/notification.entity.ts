import { Column, Entity } from 'typeorm';
import { Field, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Derived, Row } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

/** A message of the product to one person. It holds ids and counts; values are read again with the reader's rights. */
@Entity('notification')
@ObjectType()
@Access('signed-in')
export class Notification extends Row {
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  kind!: string;

  @Field(() => Json, { nullable: true })
  @Column('jsonb', { default: {} })
  facts!: unknown;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  link!: string | null;

  @Field(() => DateTime, { nullable: true })
  @Derived((alias) => `${alias}.created_at`)
  at?: string;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;
}

export const NotificationConnection = connection(Notification, 'signed-in');
