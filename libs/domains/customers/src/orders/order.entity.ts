import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { carry, Derived, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { OrderKind, OrderLineKind } from '@dossier/vocabulary/enums';

/** One product or fee on an order. */
@Access('order.read')
@ObjectType()
@Entity('order_line')
export class OrderLine extends Row {
  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Field(() => Int, { nullable: true })
  @Column('int', { name: 'line_no' })
  lineNo!: number;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'product_id', nullable: true })
  productId!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'product_code', nullable: true })
  productCode!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'product_name', nullable: true })
  productName!: string | null;

  @Field(() => Float, { nullable: true })
  @Column('numeric')
  quantity!: number;

  @Column('bigint', { name: 'unit_price_minor' })
  unitPriceMinor!: number;

  @Column('bigint', { name: 'amount_minor' })
  amountMinor!: number;

  @Column('text')
  currency!: string;

  @Field(() => Money, { nullable: true })
  @MoneyOf('unitPriceMinor')
  unitPrice?: MoneyValue | null;

  @Field(() => Money, { nullable: true })
  @MoneyOf('amountMinor')
  amount?: MoneyValue | null;

  @Field(() => OrderLineKind, { nullable: true })
  @Column('text', { default: OrderLineKind.PRODUCT })
  kind!: OrderLineKind;
}

/** One sale or one refund. A refund's amount is negative; a guest order has no customer. */
@Access('order.read')
@ObjectType()
@Entity('sales_order')
export class Order extends Row {
  @Field({ nullable: true })
  @Column('text', { name: 'order_no' })
  orderNo!: string;

  @Field(() => OrderKind, { nullable: true })
  @Column('text')
  kind!: OrderKind;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'ordered_at' })
  orderedAt!: Date;

  /** The day in the company's zone. */
  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'ordered_on' })
  orderedOn!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId!: string | null;

  // The id under the name of the field: its resolver reads the customer within the reader's own reach.
  @Derived((alias) => `${alias}.customer_id`)
  customer?: string | null;

  @Column('bigint', { name: 'amount_minor' })
  amountMinor!: number;

  @Field({ nullable: true })
  @Column('text')
  currency!: string;

  @Field(() => Money, { nullable: true, description: 'Sum of the lines; negative for a refund' })
  @MoneyOf('amountMinor')
  amount?: MoneyValue | null;

  @Field(() => Int, { nullable: true })
  @Column('int', { name: 'line_count', default: 0 })
  lineCount!: number;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'refunds_order_no', nullable: true })
  refundsOrderNo!: string | null;

  @Column('text', { name: 'external_source' })
  externalSource!: string;

  @Column('text', { name: 'external_key' })
  externalKey!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('ownerId', 'user')
  owner?: NamedRef | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'team_id', nullable: true })
  teamId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('teamId', 'team')
  team?: NamedRef | null;

  @Field(() => [OrderLine], { nullable: true })
  lines?: OrderLine[] | null;

  @Column('uuid', { name: 'batch_id', nullable: true })
  batchId!: string | null;
}

carry(Order, 'lines', { of: OrderLine, by: 'orderId' });
