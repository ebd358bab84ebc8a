import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsDefined, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import type { PartJudge } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { FieldLevel } from '@dossier/vocabulary/permissions';
import { fieldBook, guardsOf, type FieldDefinition } from './field-book';

/** What stands in a custom field of one record. */
@Access('customer.read')
@ObjectType()
export class CustomValue {
  @Field({ nullable: true })
  key!: string;

  @Field(() => CustomFieldType, { nullable: true })
  type!: CustomFieldType;

  @Field(() => Json, { nullable: true, description: 'Text, number, yes or no, a day, an instant, a code, or a list of codes; an amount as whole minor units in the currency of the field' })
  value!: unknown;

  @Field(() => Boolean, { nullable: true, description: 'There is a value, and it is not for this reader' })
  masked!: boolean;
}

/** A value for a custom field; null empties it. */
@InputType()
export class CustomValueInput {
  @Field() @IsString() @MaxLength(40) key!: string;
  @Field(() => Json, { nullable: true }) @ValidateIf((_, value) => value !== undefined) @IsOptional() @IsDefined() value?: unknown;
}

const depth: Readonly<Record<FieldLevel, number>> = { HIDDEN: 0, MASKED: 1, READ: 2 };

/** How much of a custom value the viewer sees: the least that any of its guards allows, and no more than its presence where a word of its own is not reached. */
export function levelOf(field: FieldDefinition, judge: PartJudge): FieldLevel {
  const levels = ['customValues', ...guardsOf(field)].map((name) => judge.level(name));
  if (field.word !== null && !judge.reaches(field.word)) levels.push('MASKED');
  return levels.reduce((least, level) => (depth[level] < depth[least] ? level : least));
}

/** The values of a record as its reader may see them, in the order of the fields. */
export function readValues(stored: unknown, judge: PartJudge): CustomValue[] {
  const values = stored as Readonly<Record<string, unknown>>;
  return fieldBook.all().flatMap((field) => {
    const value = values[field.key];
    if (value === undefined || value === null) return [];
    const level = levelOf(field, judge);
    if (level === 'HIDDEN') return [];
    return [{ key: field.key, type: field.type, value: level === 'READ' ? value : null, masked: level === 'MASKED' }];
  });
}
