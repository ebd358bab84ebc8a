import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Money, type MoneyValue } from '@dossier/kernel/graphql';
import { ProductKind, ProductRisk } from '@dossier/vocabulary/pack-enums';

/** A group of products. */
@Access('product.read')
@ObjectType()
@Entity('product_category')
export class Category extends Row {
  @Field({ nullable: true })
  @Column('text')
  name!: string;
}

/** What is sold, known by its code. */
@Access('product.read')
@ObjectType()
@Entity('product')
export class Product extends Row {
  @Field({ nullable: true })
  @Column('text')
  code!: string;

  @Field({ nullable: true })
  @Column('text')
  name!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'category_id', nullable: true })
  categoryId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('categoryId', 'category')
  category?: NamedRef | null;

  @Column('bigint', { name: 'unit_price_minor', nullable: true })
  unitPriceMinor!: number | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Field(() => Money, { nullable: true })
  @MoneyOf('unitPriceMinor')
  unitPrice?: MoneyValue | null;

  @Field(() => ProductKind, { nullable: true })
  @Column('text', { nullable: true })
  kind!: ProductKind | null;

  @Field(() => ProductRisk, { nullable: true })
  @Column('text', { name: 'risk_level', nullable: true })
  riskLevel!: ProductRisk | null;

  @Column('bigint', { name: 'min_amount_minor', nullable: true })
  minAmountMinor!: number | null;

  @Field(() => Money, { nullable: true, description: 'The least that may be invested' })
  @MoneyOf('minAmountMinor')
  minAmount?: MoneyValue | null;

  @Field(() => Boolean, { nullable: true, description: 'Can be had now: what is sold out is never recommended' })
  @Column('bool', { name: 'is_available', default: true })
  isAvailable!: boolean;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  brand!: string | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];

  @Column('text', { name: 'search_text', default: '' })
  searchText!: string;

  @Column('text', { name: 'search_grams', array: true, default: () => "'{}'" })
  searchGrams!: string[];
}
