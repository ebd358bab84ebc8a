import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, Row } from '@dossier/kernel/data';
import { Day } from '@dossier/kernel/graphql';
import { RelationBasis, RelationKind, RelationSource } from '@dossier/vocabulary/match-enums';
import { hangsOnCustomer } from '../merging/parts';

registerEnumType(RelationKind, { name: 'RelationKind' });
registerEnumType(RelationSource, { name: 'RelationSource' });
registerEnumType(RelationBasis, { name: 'RelationBasis' });

/** What two customers are to each other, read from the first to the second. Whoever reaches only one of them knows nothing of it. */
@Access('relationship.read')
@ObjectType()
@Entity('relationship')
export class Relationship extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'from_id' })
  fromId!: string;

  @Column('uuid', { name: 'from_side_id', nullable: true })
  fromSideId!: string | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'to_id' })
  toId!: string;

  @Column('uuid', { name: 'to_side_id', nullable: true })
  toSideId!: string | null;

  // Ids under the names of the fields: their resolver reads the customers within the reader's own reach.
  @Derived((alias) => `${alias}.from_id`)
  from?: string;

  @Derived((alias) => `${alias}.to_id`)
  to?: string;

  @Field(() => RelationKind, { nullable: true })
  @Column('text')
  kind!: RelationKind;

  @Field(() => Float, { nullable: true, description: 'From 0 to 1' })
  @Column('real', { default: 0.5 })
  strength!: number;

  @Field(() => RelationSource, { nullable: true })
  @Column('text')
  source!: RelationSource;

  @Field(() => RelationBasis, { nullable: true })
  @Column('text')
  basis!: RelationBasis;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'valid_from', nullable: true })
  validFrom!: string | null;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Of who works for a company: as what' })
  @Column('text', { name: 'job_title', nullable: true })
  jobTitle!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Of who works for a company: the one to speak with' })
  @Column('bool', { name: 'is_main', default: false })
  isMain!: boolean;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

hangsOnCustomer({ table: 'relationship', column: 'from_id', sideColumn: 'from_side_id', type: 'Relationship', read: 'relationship.read' });
hangsOnCustomer({ table: 'relationship', column: 'to_id', sideColumn: 'to_side_id', type: 'Relationship', read: 'relationship.read' });
