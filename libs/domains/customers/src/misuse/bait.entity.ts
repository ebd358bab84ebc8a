import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { hangsOnCustomer } from '../merging/parts';

hangsOnCustomer({ table: 'bait', counted: false });

/** That a record is bait: nobody has a reason to touch it, and whoever does is told of. Only who runs the company sees which ones are. */
@ObjectType()
@Access('company.manage')
@Entity('bait')
export class Bait extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Column('uuid', { name: 'marked_by', nullable: true }) markedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('markedById', 'user') markedBy?: NamedRef | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) note!: string | null;
}

export const baitPolicy = policy(Bait, { read: 'company.manage', scope: everyone() });
