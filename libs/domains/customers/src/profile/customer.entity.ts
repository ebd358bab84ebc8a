import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, carry, carryOne, Derived, NamedRef, NameOf, NamesOf, PartsOf, Row, Sealed } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { RecordStatus } from '@dossier/vocabulary/archive-enums';
import { BirthCalendar, BirthPrecision, CustomerKind, CustomerStage, Gender, IdentityKind, Occupation } from '@dossier/vocabulary/enums';
import { CustomValue, readValues } from '../fields/custom-value.view';
import { CustomerSignOff } from '../dossier/sign-off.entity';
import { CustomerIdentity } from '../identity/customer-identity.entity';
import { maskIdentity, primaryIdentity } from '../identity/identity.masks';
import { CustomerMerge } from '../merging/customer-merge.entity';
import { Order } from '../orders/order.entity';
import { monthsOf, PurchaseMonth, PurchaseSummary } from '../orders/purchase-summary.entity';
import { Advice, CreditFact, CreditWatch, Holding, RiskAssessment } from '../packs/finance/finance.entities';
import { ServiceRequest } from '../packs/services/service-request.entity';
import { CustomerChurn } from '../scores/churn.entity';
import { CustomerCluster } from '../scores/cluster.entity';
import { CustomerValue } from '../scores/value.entity';
import { NextNeed } from '../scores/need.entity';

/** The lower of the possible ages where month or day are not known, as `ageOn` tells it. */
const ageOf = (alias: string): string =>
  `case when ${alias}.birth_precision <> 'MONTH_DAY' then greatest(0, date_part('year', age(company_today(), (${alias}.birth_date
    + case ${alias}.birth_precision when 'YEAR' then interval '1 year - 1 day' when 'YEAR_MONTH' then interval '1 month - 1 day' else interval '0' end)::date))::int) end`;

/** A person or company we deal with, and the record kept on them. */
@Access('customer.read')
@ObjectType()
@Entity('customer')
export class Customer extends Row {
  @Field({ nullable: true })
  @Column('text', { name: 'archive_no' })
  archiveNo!: string;

  @Field(() => CustomerKind, { nullable: true })
  @Column('text', { default: CustomerKind.PERSON })
  kind!: CustomerKind;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'family_name', nullable: true })
  familyName!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'given_name', nullable: true })
  givenName!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'name_latin', nullable: true })
  nameLatin!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'company_name', nullable: true })
  companyName!: string | null;

  @Field(() => Gender, { nullable: true })
  @Column('text', { default: Gender.UNKNOWN })
  gender!: Gender;

  /** Always the Gregorian day; parts that `birthPrecision` does not claim are fillers. */
  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: string | null;

  @Field(() => BirthPrecision, { nullable: true })
  @Column('text', { name: 'birth_precision', nullable: true })
  birthPrecision!: BirthPrecision | null;

  /** By which calendar the birthday is kept. */
  @Field(() => BirthCalendar, { nullable: true })
  @Column('text', { name: 'birth_calendar', nullable: true })
  birthCalendar!: BirthCalendar | null;

  /** Born in a leap month of the lunar calendar. */
  @Field(() => Boolean, { nullable: true })
  @Column('bool', { name: 'birth_leap_month', nullable: true })
  birthLeapMonth!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Whole years, derived; null where the year of birth is not known' })
  @Derived(ageOf)
  age!: number | null;

  @Field(() => Occupation, { nullable: true })
  @Column('text', { nullable: true })
  occupation!: Occupation | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'occupation_text', nullable: true })
  occupationText!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'The zone by which their days are told; null: that of the company' })
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone!: string | null;

  @Field(() => CustomerStage, { nullable: true })
  @Column('text', { default: CustomerStage.PROSPECT })
  stage!: CustomerStage;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'source_id', nullable: true })
  sourceId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('sourceId', 'channel')
  source?: NamedRef | null;

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

  @Field(() => [ID], { nullable: true })
  @Column('uuid', { name: 'tag_ids', array: true, default: () => "'{}'" })
  tagIds!: string[];

  @Field(() => [NamedRef], { nullable: true })
  @NamesOf('tagIds', 'tag')
  tags?: NamedRef[];

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'external_source', nullable: true })
  externalSource!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'external_key', nullable: true })
  externalKey!: string | null;

  /** Values of custom fields by their keys; null where there is none. */
  @Column('jsonb', { nullable: true })
  custom!: Record<string, unknown> | null;

  @Field(() => [CustomValue], { nullable: true, description: 'Of the fields that the company has added, in their order' })
  @PartsOf('custom', readValues)
  customValues?: CustomValue[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Came with the sample data' })
  @Column('bool', { default: false })
  demo!: boolean;

  @Field(() => String, { nullable: true, description: 'Primary phone, masked' })
  @Sealed({ table: 'customer_identity', column: 'value_cipher', sql: primaryIdentity(IdentityKind.PHONE), mask: maskIdentity })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Primary e-mail, masked' })
  @Sealed({ table: 'customer_identity', column: 'value_cipher', sql: primaryIdentity(IdentityKind.EMAIL), mask: maskIdentity })
  email?: string | null;

  @Field(() => [CustomerIdentity], { nullable: true })
  identities?: CustomerIdentity[] | null;

  @Field(() => PurchaseSummary, { nullable: true })
  summary?: PurchaseSummary | null;

  @Field(() => CustomerValue, { nullable: true, description: 'How they stand among all customers and what they are expected to bring; null where nothing was computed' })
  value?: CustomerValue | null;

  @Field(() => CustomerChurn, { nullable: true, description: 'How likely they are to leave; null where nothing was computed' })
  churn?: CustomerChurn | null;

  @Field(() => CustomerCluster, { nullable: true, description: 'The group of customers who buy alike; null for whoever has not bought' })
  cluster?: CustomerCluster | null;

  @Field(() => NextNeed, { nullable: true, description: 'When the next purchase is expected, and of what; null where nothing was computed' })
  nextNeed?: NextNeed | null;

  @Field(() => [PurchaseMonth], { nullable: true, description: 'Months of the last two years with an order' })
  @Derived(monthsOf)
  months?: PurchaseMonth[] | null;

  @Field(() => [Order], { nullable: true, description: 'The newest three' })
  latestOrders?: Order[] | null;

  // Filled where a past instant is asked for: what stands now is a list of its own, read page by page.
  @Field(() => [Order], { nullable: true, description: 'Of a past instant: all orders as they stood then, with their lines, newest first. Null without one' })
  @Derived(() => 'null')
  ordersThen?: Order[] | null;

  @Field(() => [RiskAssessment], { nullable: true, description: 'The newest five; the first one counts' })
  riskAssessments?: RiskAssessment[] | null;

  @Field(() => [Holding], { nullable: true, description: 'The newest fifty' })
  holdings?: Holding[] | null;

  @Field(() => [Advice], { nullable: true, description: 'The newest twenty' })
  advices?: Advice[] | null;

  @Field(() => [CreditFact], { nullable: true, description: 'The newest twenty' })
  creditFacts?: CreditFact[] | null;

  @Field(() => [CreditWatch], { nullable: true, description: 'The newest ten' })
  creditWatches?: CreditWatch[] | null;

  @Field(() => [ServiceRequest], { nullable: true, description: 'The newest twenty' })
  serviceRequests?: ServiceRequest[] | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];

  /** Sort key: pinyin of the name. */
  @Column('text', { name: 'name_key', default: '' })
  nameKey!: string;

  @Column('text', { name: 'search_grams', array: true, default: () => "'{}'" })
  searchGrams!: string[];

  @Column('text', { name: 'search_text', default: '' })
  searchText!: string;

  @Field(() => DateTime, { nullable: true, description: 'The person was erased then: what is left is a number without a name' })
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;

  @Column('uuid', { name: 'batch_id', nullable: true })
  batchId!: string | null;

  @Column('text', { name: 'record_status', default: RecordStatus.ACTIVE })
  ownStatus!: RecordStatus;

  @Field(() => RecordStatus, { nullable: true, description: 'Where the record itself stands, whatever the customer buys' })
  @Derived((alias) => `case when ${alias}.merged_into_id is null then ${alias}.record_status else 'MERGED' end`)
  recordStatus?: RecordStatus;

  @Field(() => [CustomerSignOff], { nullable: true, description: 'Who answers for which facts, newest first' })
  signOffs?: CustomerSignOff[] | null;

  /** The record that stands now, where this one was absorbed. */
  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  @Field(() => [CustomerMerge], { nullable: true, description: 'The records that this one has absorbed, newest first' })
  merges?: CustomerMerge[] | null;
}

carry(Customer, 'identities', { of: CustomerIdentity, by: 'customerId' });
carry(Customer, 'merges', { of: CustomerMerge, by: 'customerId' });
carry(Customer, 'signOffs', { of: CustomerSignOff, by: 'customerId', order: 'signedAt', newest: 12 });
carryOne(Customer, 'summary', { of: PurchaseSummary, by: 'customerId' });
carryOne(Customer, 'value', { of: CustomerValue, by: 'customerId' });
carryOne(Customer, 'churn', { of: CustomerChurn, by: 'customerId' });
carryOne(Customer, 'cluster', { of: CustomerCluster, by: 'customerId' });
carryOne(Customer, 'nextNeed', { of: NextNeed, by: 'customerId' });
carry(Customer, 'latestOrders', { of: Order, by: 'customerId', order: 'orderedAt', newest: 3 });
carry(Customer, 'riskAssessments', { of: RiskAssessment, by: 'customerId', order: 'assessedAt', newest: 5 });
carry(Customer, 'holdings', { of: Holding, by: 'customerId', order: 'asOf', newest: 50 });
carry(Customer, 'advices', { of: Advice, by: 'customerId', order: 'advisedAt', newest: 20 });
carry(Customer, 'creditFacts', { of: CreditFact, by: 'customerId', order: 'observedOn', newest: 20 });
carry(Customer, 'creditWatches', { of: CreditWatch, by: 'customerId', order: 'openedAt', newest: 10 });
carry(Customer, 'serviceRequests', { of: ServiceRequest, by: 'customerId', order: 'openedAt', newest: 20 });
