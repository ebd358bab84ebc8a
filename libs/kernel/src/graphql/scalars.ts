import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const isRealDay = (text: string): boolean => dayPattern.test(text) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;

function asDay(value: unknown): string {
  if (typeof value === 'string' && isRealDay(value)) return value;
  throw new GraphQLError('A Day is written as 2026-11-22');
}

function asInstant(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  throw new GraphQLError('A DateTime is an ISO 8601 instant in UTC');
}

function instantIn(value: unknown): Date {
  const made = typeof value === 'string' ? new Date(value) : null;
  if (made && !Number.isNaN(made.getTime())) return made;
  throw new GraphQLError('A DateTime is an ISO 8601 instant, such as 2026-11-22T08:00:00Z');
}

/** A calendar date without a time or zone: `2026-11-22`. */
export const Day = new GraphQLScalarType<string, string>({
  name: 'Day', description: 'A calendar date without time or zone, written 2026-11-22.',
  serialize: (value) => (typeof value === 'string' ? value.slice(0, 10) : asDay(value)), parseValue: asDay,
  parseLiteral: (node) => asDay(node.kind === Kind.STRING ? node.value : null),
});

/** An instant in UTC. Text passes through as the statement gave it. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime', description: 'An instant in UTC, ISO 8601.',
  serialize: asInstant, parseValue: instantIn,
  parseLiteral: (node) => instantIn(node.kind === Kind.STRING ? node.value : null),
});

export interface MoneyValue {
  /** Whole minor units: 1234 is 12.34 of a currency with two digits. */
  minor: number;
  /** ISO 4217. */
  currency: string;
}

function asMoney(value: unknown): MoneyValue {
  const money = value as Partial<MoneyValue> | null;
  if (money && Number.isSafeInteger(money.minor) && /^[A-Z]{3}$/.test(money.currency ?? '')) return { minor: money.minor!, currency: money.currency! };
  throw new GraphQLError('Money is { minor: whole minor units, currency: ISO 4217 }');
}

/** An amount in whole minor units, with its currency. */
export const Money = new GraphQLScalarType<MoneyValue, MoneyValue>({
  name: 'Money', description: 'An amount: { minor, currency }, whole minor units (ISO 4217), up to 2^53.',
  serialize: (value) => value as MoneyValue, parseValue: asMoney,
  parseLiteral: (node) => asMoney(valueFromASTUntyped(node)),
});

function asPercent(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new GraphQLError('A Percent is a fraction: 0.25 is 25 %');
}

/** A share as a fraction: 0.25 is 25 %. */
export const Percent = new GraphQLScalarType<number, number>({
  name: 'Percent', description: 'A share as a fraction: 0.25 is 25 %.',
  serialize: asPercent, parseValue: asPercent,
  parseLiteral: (node) => asPercent(node.kind === Kind.FLOAT || node.kind === Kind.INT ? Number(node.value) : null),
});

/** Structured facts whose form belongs to their kind: state of a view, mapping of an import. */
export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'Json', description: 'A structured value whose form belongs to its field.',
  serialize: (value) => value, parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
