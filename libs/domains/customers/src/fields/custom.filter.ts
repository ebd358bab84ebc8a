import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsBoolean, IsDateString, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { planOf } from '@dossier/kernel/access';
import { Day } from '@dossier/kernel/graphql';
import { unknownName, type FilterMeaning, type FilterSite } from '@dossier/kernel/list';
import { addDays, endOfDay, startOfDay } from '@dossier/kernel/time';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import { ofCustomers } from '../profile/customer.policy';
import { fieldBook, guardsOf, partName, type FieldDefinition } from './field-book';

const TYPE = 'CustomFilter';

@InputType({ description: 'What a custom field must hold. Which of the conditions make sense depends on its type.' })
export class CustomFilter {
  @Field() @IsString() @MaxLength(40) key!: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) contains?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) equals?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) startsWith?: string;
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) in?: string[];
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) notIn?: string[];
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() min?: number;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() max?: number;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() from?: string;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() to?: string;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(36500) last?: number;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(36500) next?: number;
  @Field(() => Int, { nullable: true, description: '1 to 12; 0 is the present month' }) @IsOptional() @IsInt() @Min(0) @Max(12) month?: number;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() is?: boolean;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

type Condition = Exclude<keyof CustomFilter, 'key' | 'isEmpty'>;
type Says = (value: never, path: string, site: FilterSite) => string;

const like = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
/** The value of a key. The key is one of a definition, letters and digits alone; everything a person types goes as a parameter. */
const text = (path: string): string => path.replace("->'", "->>'");

const texts: Partial<Record<Condition, Says>> = {
  contains: (value: string, path, { params }) => `${text(path)} ilike ${params.add(`%${like(value)}%`)}`,
  startsWith: (value: string, path, { params }) => `${text(path)} ilike ${params.add(`${like(value)}%`)}`,
  equals: (value: string, path, { params }) => `lower(${text(path)}) = lower(${params.add(value)})`,
};
/** Never a failed cast: what is no number is no value. */
const number = (path: string): string => `(case when jsonb_typeof(${path}) = 'number' then (${text(path)})::numeric end)`;
const numbers: Partial<Record<Condition, Says>> = {
  min: (value: number, path, { params }) => `${number(path)} >= ${params.add(value, 'numeric')}`,
  max: (value: number, path, { params }) => `${number(path)} <= ${params.add(value, 'numeric')}`,
};
/** Days compare as the text they are written in. */
const days: Partial<Record<Condition, Says>> = {
  from: (value: string, path, { params }) => `${text(path)} >= ${params.add(value, 'text')}`,
  to: (value: string, path, { params }) => `${text(path)} <= ${params.add(value, 'text')}`,
  last: (value: number, path, { params, today }) => `(${text(path)} > ${params.add(addDays(today, -value), 'text')} and ${text(path)} <= ${params.add(today, 'text')})`,
  next: (value: number, path, { params, today }) => `(${text(path)} >= ${params.add(today, 'text')} and ${text(path)} < ${params.add(addDays(today, value), 'text')})`,
  month: (value: number, path, { params, today }) => `substr(${text(path)}, 6, 2) = ${params.add(value === 0 ? today.slice(5, 7) : String(value).padStart(2, '0'), 'text')}`,
};
const begins = (day: string, zone: string): string => startOfDay(day, zone).toISOString();
/** Instants are kept in one form, UTC with milliseconds: they compare as text too. */
const instants: Partial<Record<Condition, Says>> = {
  from: (value: string, path, { params, zone }) => `${text(path)} >= ${params.add(begins(value, zone), 'text')}`,
  to: (value: string, path, { params, zone }) => `${text(path)} < ${params.add(endOfDay(value, zone).toISOString(), 'text')}`,
  last: (value: number, path, { params, today, zone }) => `(${text(path)} >= ${params.add(begins(addDays(today, 1 - value), zone), 'text')} and ${text(path)} < ${params.add(endOfDay(today, zone).toISOString(), 'text')})`,
  next: (value: number, path, { params, today, zone }) => `(${text(path)} >= ${params.add(begins(today, zone), 'text')} and ${text(path)} < ${params.add(begins(addDays(today, value), zone), 'text')})`,
};
const choices: Partial<Record<Condition, Says>> = {
  in: (value: string[], path, { params }) => `${text(path)} = any(${params.add(value, 'text[]')})`,
  notIn: (value: string[], path, { params }) => `(${text(path)} is null or ${text(path)} <> all(${params.add(value, 'text[]')}))`,
};
const several: Partial<Record<Condition, Says>> = {
  in: (value: string[], path, { params }) => `${path} ?| ${params.add(value, 'text[]')}`,
  notIn: (value: string[], path, { params }) => `not coalesce(${path} ?| ${params.add(value, 'text[]')}, false)`,
};
const flags: Partial<Record<Condition, Says>> = { is: (value: boolean, path) => `${text(path)} = '${value ? 'true' : 'false'}'` };

const meanings: Readonly<Record<CustomFieldType, Partial<Record<Condition, Says>>>> = {
  TEXT: texts, URL: texts, NUMBER: numbers, MONEY: numbers, DAY: days, DATETIME: instants, BOOLEAN: flags, CHOICE: choices, MULTI_CHOICE: several,
};

/** A field that does not exist and one that this viewer may not know answer alike. */
function known({ key }: CustomFilter, { viewer }: FilterSite): FieldDefinition {
  const field = fieldBook.get(key);
  const plan = planOf(viewer, ofCustomers);
  const isOpen = field !== undefined && guardsOf(field).every((name) => plan.knows(name)) && (field.word === null || plan.scopes(field.word).length > 0);
  if (!isOpen) throw unknownName(partName(key), 'CustomerFilter');
  return field;
}

function one(asked: CustomFilter, site: FilterSite): string {
  const field = known(asked, site);
  const path = `${site.alias}.custom->'${field.key}'`;
  const { key: _, isEmpty, ...conditions } = asked;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(conditions)) {
    if (value === undefined || value === null) continue;
    const says = meanings[field.type][name as Condition];
    if (!says) throw unknownName(name, `${TYPE} ${field.type}`);
    parts.push(says(value as never, path, site));
  }
  if (typeof isEmpty === 'boolean') parts.push(`${path} is ${isEmpty ? '' : 'not '}null`);
  const said = parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
  if (field.word === null) return said;
  // Null where the word does not reach, so that `not` cannot match through it either.
  return `case when ${planOf(site.viewer, ofCustomers).reach(site.alias, site.params, field.word)} then ${said} end`;
}

/** Conditions on custom fields, all of them together. */
export const customFilter: FilterMeaning = {
  guards: ['customValues'],
  guardsOf: (asked: CustomFilter[], site) => asked.flatMap((filter) => guardsOf(known(filter, site))),
  sql: (asked: CustomFilter[], site: FilterSite) => (asked.length === 0 ? 'true' : `(${asked.map((filter) => one(filter, site)).join(' and ')})`),
};
