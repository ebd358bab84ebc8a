import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, Row } from '@dossier/kernel/data';
import { CustomFieldEntity, CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { FieldOption } from './field-book';

registerEnumType(CustomFieldType, { name: 'CustomFieldType' });
registerEnumType(CustomFieldEntity, { name: 'CustomFieldEntity' });

/** One of the values that a choice field knows. */
@Access('customer.read')
@ObjectType()
export class CustomFieldOption implements FieldOption {
  @Field({ nullable: true }) value!: string;
  @Field({ nullable: true }) name!: string;
  @Field({ nullable: true }) nameEn!: string;
}

/** A field that the company has added to its records. */
@Access('customer.read')
@ObjectType()
@Entity('custom_field')
export class CustomField extends Row {
  @Field(() => CustomFieldEntity, { nullable: true })
  @Column('text', { default: CustomFieldEntity.CUSTOMER })
  entity!: CustomFieldEntity;

  @Field({ nullable: true })
  @Column('text')
  key!: string;

  @Field({ nullable: true, description: 'The label in Chinese' })
  @Column('text')
  name!: string;

  @Field({ nullable: true, description: 'The label in English' })
  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Field(() => CustomFieldType, { nullable: true })
  @Column('text')
  type!: CustomFieldType;

  @Field(() => [CustomFieldOption], { nullable: true })
  @Column('jsonb', { default: () => "'[]'" })
  options!: FieldOption[];

  @Field(() => Boolean, { nullable: true, description: 'People are asked for it; it cannot be emptied' })
  @Column('bool', { default: false })
  required!: boolean;

  @Field(() => Float, { nullable: true, description: 'The least number or amount, or the least length of a text' })
  @Column('float8', { nullable: true })
  least!: number | null;

  @Field(() => Float, { nullable: true })
  @Column('float8', { nullable: true })
  most!: number | null;

  @Field(() => String, { nullable: true, description: 'The shape of a text: # a digit, @ a letter, ? either, any other sign itself' })
  @Column('text', { nullable: true })
  pattern!: string | null;

  @Field(() => String, { nullable: true, description: 'Of an amount; ISO 4217' })
  @Column('text', { nullable: true })
  currency!: string | null;

  @Field(() => String, { nullable: true, description: 'Under which heading it stands, in Chinese' })
  @Column('text', { nullable: true })
  section!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'section_en', nullable: true })
  sectionEn!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Tells something of a person: whoever sees no names does not see it either' })
  @Column('bool', { default: false })
  personal!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Filters on it are answered by an index' })
  @Column('bool', { default: false })
  indexed!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'This reader may sort lists by it; it has an index then' })
  @Column('bool', { default: false })
  sortable!: boolean;

  @Field(() => String, { nullable: true, description: 'Beyond the reach of this word the value is masked' })
  @Column('text', { nullable: true })
  word!: AccessWord | null;

  @Field(() => String, { nullable: true, description: 'The pack that brought it' })
  @Column('text', { nullable: true })
  pack!: string | null;

  @Field(() => Int, { nullable: true })
  @Column('int', { default: 0 })
  place!: number;

  @Field(() => Int, { nullable: true, description: 'Records that hold a value; counted when asked, for those who manage fields' })
  valueCount?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'This reader may write it' })
  @Derived(() => 'true')
  writable!: boolean;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

/** Fields belong to everybody; managing them takes a word of its own. */
export const customFieldPolicy = policy(CustomField, {
  read: 'customer.read',
  scope: everyone(),
  actions: {
    CREATE: { word: 'field.manage', when: () => true },
    UPDATE: { word: 'field.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'field.manage', when: (row) => row.archivedAt === null && row.pack === null, needs: ['archivedAt', 'pack'] },
    RESTORE: { word: 'field.manage', when: (row) => row.archivedAt !== null, needs: ['archivedAt'] },
  },
});
