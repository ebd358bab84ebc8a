import type { Type } from '@nestjs/common';
import { getMetadataArgsStorage } from 'typeorm';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { Scope } from './scope';
import { snake } from './snake';

export interface ActionRule<T> {
  word: AccessWord;
  /** The state of the row in which the action makes sense. */
  when?(row: T): boolean;
  /** Properties that `when` looks at. */
  needs?: readonly (keyof T & string)[];
}

export interface PolicySpec<T> {
  read: AccessWord;
  scope: Scope;
  actions?: Readonly<Record<string, ActionRule<T>>>;
  /** How a field looks to a viewer who may see it masked only. Without an entry a masked field is null. */
  masks?: Readonly<Record<string, (value: unknown) => unknown>>;
  /** The column that names the row which stands in the place of this one: reading by the id of a row that gave way leads there. */
  stands?: string;
}

/** What one type lets whom do: which rows a viewer reaches, which actions a row offers, how masked fields look. */
export interface Policy<T = unknown> {
  readonly entity: Type<T>;
  readonly name: string;
  readonly table: string;
  readonly read: AccessWord;
  readonly scope: Scope;
  readonly actions: Readonly<Record<string, ActionRule<T>>>;
  readonly masks: Readonly<Record<string, (value: unknown) => unknown>>;
  readonly stands?: string;
}

const byEntity = new Map<Type, Policy>();

export function policy<T>(entity: Type<T>, spec: PolicySpec<T>): Policy<T> {
  const args = getMetadataArgsStorage().tables.find((table) => table.target === entity);
  const made: Policy<T> = {
    entity,
    name: entity.name,
    table: args?.name ?? snake(entity.name).replace(/^_/, ''),
    read: spec.read,
    scope: spec.scope,
    actions: spec.actions ?? {},
    masks: spec.masks ?? {},
    ...(spec.stands ? { stands: spec.stands } : {}),
  };
  byEntity.set(entity as Type, made as unknown as Policy);
  return made;
}

/** The policy of an entity; a type without one cannot be read at all. */
export function policyOf<T>(entity: Type<T>): Policy<T> {
  const found = byEntity.get(entity as Type);
  if (!found) throw new Error(`${entity.name} has no policy: nothing may read it`);
  return found as unknown as Policy<T>;
}

const parts = new Map<string, () => readonly string[]>();

/** Declares names beside the fields of a type that rights may speak of: parts of it that come and go while the product runs. */
export const provideParts = (type: string, names: () => readonly string[]): void => void parts.set(type, names);

/** The parts of a type that rights may speak of now. */
export const partsOf = (type: string): readonly string[] => parts.get(type)?.() ?? [];

export const allPolicies = (): readonly Policy[] => [...byEntity.values()];
