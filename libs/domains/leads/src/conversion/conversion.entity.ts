import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { hangsOnCustomer } from '@dossier/customers';
import type { CustomerStage } from '@dossier/vocabulary/enums';

hangsOnCustomer({ table: 'lead_conversion', counted: false, onErase: 'keep' });
hangsOnCustomer({ table: 'lead_conversion', column: 'company_id', sideColumn: 'company_side_id', counted: false, onErase: 'keep' });

/** What was made of a lead that was won, and how things stood before, so that it can be taken back exactly. */
@Access('lead.read')
@ObjectType()
@Entity('lead_conversion')
export class LeadConversion extends Row {
  @Column('uuid', { name: 'lead_id' }) leadId!: string;
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'converted_at' }) convertedAt!: Date;
  @Column('uuid', { name: 'converted_by', nullable: true }) convertedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('convertedById', 'user') convertedBy?: NamedRef | null;
  @Column('bigint', { name: 'amount_minor', nullable: true }) amountMinor!: number | null;
  @Column('text') currency!: string;
  @Field(() => Money, { nullable: true, description: 'What it brings' }) @MoneyOf('amountMinor') amount?: MoneyValue | null;
  /** The stage of the record before, where the conversion has changed it. */
  @Column('text', { name: 'stage_before', nullable: true }) stageBefore!: CustomerStage | null;
  @Column('uuid', { name: 'company_id', nullable: true }) companyId!: string | null;
  // The id under the name of the field: its resolver reads the record within the reader's own reach.
  @Derived((alias) => `${alias}.company_id`) company?: string | null;
  /** The version in which a company record was made by it; null where it was on record before. */
  @Column('int', { name: 'company_version', nullable: true }) companyVersion!: number | null;
  @Column('uuid', { name: 'relationship_id', nullable: true }) relationshipId!: string | null;
}
