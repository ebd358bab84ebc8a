import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Money, type MoneyValue } from '@dossier/kernel/graphql';

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

  @Column('text', { name: 'search_text', default: '' })
  searchText!: string;

  @Column('text', { name: 'search_grams', array: true, default: () => "'{}'" })
  searchGrams!: string[];
}
