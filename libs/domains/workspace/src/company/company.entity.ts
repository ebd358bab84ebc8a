import { Column, Entity } from 'typeorm';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { CanField, Row } from '@dossier/kernel/data';

/** The one company of this installation and its settings. */
@Entity('company')
@ObjectType()
@Access('signed-in')
export class Company extends Row {
  @Field(() => String, { nullable: true })
  @Column('text', { default: '' })
  name!: string;

  /** IANA zone in which the company's days begin and end. */
  @Field(() => String, { nullable: true })
  @Column('text', { name: 'time_zone', default: 'Asia/Shanghai' })
  timeZone!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { default: 'CNY' })
  currency!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { default: 'zh' })
  language!: string;

  /** Whether customers may be found by the last four digits of a phone number. */
  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { name: 'phone_tail_search', default: false })
  phoneTailSearch!: boolean;

  /** Whether roles with wide rights ask for a second factor. */
  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { name: 'require_second_factor', default: true })
  requireSecondFactor!: boolean;

  /** The company is the invented one that shows the product. */
  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { default: false })
  demo!: boolean;

  /** How many months of the audit trail are kept; six at least. */
  @Field(() => Int, { nullable: true })
  @Column('int', { name: 'audit_months', default: 36 })
  auditMonths!: number;

  /** Which part of the spend is margin where customers are valued; 1 counts revenue. */
  @Field(() => Float, { nullable: true, description: 'Which part of the spend counts where customers are valued: 1 counts revenue' })
  @Column('numeric', { name: 'value_margin', default: 1 })
  valueMargin!: number;

  /** By how much money of the next year is worth less. */
  @Field(() => Float, { nullable: true, description: 'By how much money of the next year is worth less: 0.1 for 10 of 100' })
  @Column('numeric', { name: 'value_discount', default: 0.1 })
  valueDiscount!: number;

  @Column('timestamptz', { name: 'set_up_at', nullable: true })
  setUpAt!: Date | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];
}
