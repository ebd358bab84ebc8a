import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, Encrypted, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { CreditFactKind, CreditWatchReason, ProductKind, ProductRisk, RiskTolerance, UnsuitableReason } from '@dossier/vocabulary/pack-enums';

registerEnumType(RiskTolerance, { name: 'RiskTolerance' });
registerEnumType(ProductRisk, { name: 'ProductRisk' });
registerEnumType(ProductKind, { name: 'ProductKind' });
registerEnumType(UnsuitableReason, { name: 'UnsuitableReason' });
registerEnumType(CreditFactKind, { name: 'CreditFactKind' });
registerEnumType(CreditWatchReason, { name: 'CreditWatchReason' });

/** How much risk a customer can bear, by whom it was judged and until when that holds. */
@Access('finance.read')
@ObjectType()
@Entity('risk_assessment')
export class RiskAssessment extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => RiskTolerance, { nullable: true }) @Column('text') level!: RiskTolerance;
  @Field(() => Int, { nullable: true, description: '0 to 100' }) @Column('int', { nullable: true }) score!: number | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'assessed_at' }) assessedAt!: Date;
  @Field(() => Day, { nullable: true, description: 'The last day on which it holds' }) @Column('date', { name: 'valid_until' }) validUntil!: string;
  @Field(() => Boolean, { nullable: true }) @Derived((alias) => `${alias}.valid_until < company_today()`) expired?: boolean;
  @Column('uuid', { name: 'assessed_by', nullable: true }) assessedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('assessedById', 'user') assessedBy?: NamedRef | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** What a customer has of a product, and its value on a day. */
@Access('finance.read')
@ObjectType()
@Entity('holding')
export class Holding extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'product_id', nullable: true }) productId!: string | null;
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Column('bigint', { name: 'value_minor' }) valueMinor!: number;
  @Column('text') currency!: string;
  @Field(() => Money, { nullable: true }) @MoneyOf('valueMinor') value?: MoneyValue | null;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'as_of' }) asOf!: string;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** An offer of a product to a customer, with the rule that allowed it. */
@Access('finance.read')
@ObjectType()
@Entity('advice')
export class Advice extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Column('uuid', { name: 'product_id' }) productId!: string;
  @Field(() => String, { nullable: true }) @Derived((alias) => `(select p.name from product p where p.id = ${alias}.product_id)`) productName?: string | null;
  @Field(() => String, { nullable: true, description: 'The rule and its edition' }) @Column('text') rule!: string;
  @Field(() => String, { nullable: true, description: 'Why the rule allowed it' }) @Column('text') reason!: string;
  @Field(() => RiskTolerance, { nullable: true, description: 'Of the customer, at that time' }) @Column('text', { nullable: true }) level!: RiskTolerance | null;
  @Field(() => ProductRisk, { nullable: true, description: 'Of the product, at that time' }) @Column('text', { name: 'risk_level', nullable: true }) riskLevel!: ProductRisk | null;
  @Column('bigint', { name: 'amount_minor', nullable: true }) amountMinor!: number | null;
  @Column('text', { nullable: true }) currency!: string | null;
  @Field(() => Money, { nullable: true }) @MoneyOf('amountMinor') amount?: MoneyValue | null;
  @Field(() => Boolean, { nullable: true, description: 'Sound and picture must be recorded' }) @Column('bool', { name: 'recording_due', default: false }) recordingDue!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'When the recording was confirmed' }) @Column('timestamptz', { name: 'recorded_at', nullable: true }) recordedAt!: Date | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'advised_at' }) advisedAt!: Date;
  @Column('uuid', { name: 'advised_by', nullable: true }) advisedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('advisedById', 'user') advisedBy?: NamedRef | null;
}

/** What a source says of how a customer pays: sealed, and used by consent alone. */
@Access('finance.read')
@ObjectType()
@Entity('credit_fact')
export class CreditFact extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => CreditFactKind, { nullable: true }) @Column('text') kind!: CreditFactKind;
  @Field(() => String, { nullable: true }) @Column('text') source!: string;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'observed_on' }) observedOn!: string;
  @Field(() => Day, { nullable: true, description: 'When the customer consented to its use' }) @Column('date', { name: 'consented_on' }) consentedOn!: string;
  @Field(() => String, { nullable: true, description: 'Masked' })
  @Encrypted({ key: 'customerId', mask: () => '***' })
  @Column('bytea', { name: 'value_cipher' })
  value!: Buffer;

  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** A credit fact in clear: the answer of one audited act. */
@Access('finance.read')
@ObjectType()
export class RevealedCreditFact {
  @Field(() => ID) id!: string;
  @Field(() => CreditFactKind, { nullable: true }) kind!: CreditFactKind;
  @Field(() => String, { nullable: true }) value!: string | null;
}

/** A customer to whom no credit is offered for now, and why. */
@Access('finance.read')
@ObjectType()
@Entity('credit_watch')
export class CreditWatch extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => CreditWatchReason, { nullable: true }) @Column('text') reason!: CreditWatchReason;
  @Field(() => String, { nullable: true }) @Column('text') rule!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}
