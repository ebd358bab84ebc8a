import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, carry, carryOne, Derived, NamedRef, NameOf, NamesOf, Row, Sealed } from '@dossier/kernel/data';
import { Day } from '@dossier/kernel/graphql';
import { BirthCalendar, BirthPrecision, CustomerKind, CustomerStage, Gender, IdentityKind, Occupation } from '@dossier/vocabulary/enums';
import { CustomerIdentity } from '../identity/customer-identity.entity';
import { maskIdentity, primaryIdentity } from '../identity/identity.masks';
import { Order } from '../orders/order.entity';
import { monthsOf, PurchaseMonth, PurchaseSummary } from '../orders/purchase-summary.entity';

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

  @Field(() => [PurchaseMonth], { nullable: true, description: 'Months of the last two years with an order' })
  @Derived(monthsOf)
  months?: PurchaseMonth[] | null;

  @Field(() => [Order], { nullable: true, description: 'The newest three' })
  latestOrders?: Order[] | null;

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

  @Column('uuid', { name: 'batch_id', nullable: true })
  batchId!: string | null;
}

carry(Customer, 'identities', { of: CustomerIdentity, by: 'customerId' });
carryOne(Customer, 'summary', { of: PurchaseSummary, by: 'customerId' });
carry(Customer, 'latestOrders', { of: Order, by: 'customerId', order: 'orderedAt', newest: 3 });
