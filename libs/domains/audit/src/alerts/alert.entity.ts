import { Column, Entity } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { AlertKind } from '@dossier/vocabulary/alerts';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

registerEnumType(AlertKind, { name: 'AlertKind' });

/** Something in the trail that a person should look at. It holds ids, counts and names of colleagues, never a customer's values. */
@Entity('alert')
@ObjectType()
@Access('audit.read')
export class Alert extends Row {
  @Field(() => AlertKind, { nullable: true })
  @Column('text')
  kind!: AlertKind;

  /** What it is about, so that one cause is told once. */
  @Column('text')
  cause!: string;

  @Field(() => Json, { nullable: true })
  @Column('jsonb', { default: {} })
  facts!: unknown;

  /** When what it speaks of was seen last before it was raised. */
  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;

  @Field(() => DateTime, { nullable: true })
  @Derived((alias) => `${alias}.created_at`)
  at?: string;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'acknowledged_by', nullable: true })
  acknowledgedById!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('acknowledgedById', 'user')
  acknowledgedBy?: NamedRef | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];
}

export const AlertConnection = connection(Alert, 'audit.read');
