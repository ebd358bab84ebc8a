import { defaultFieldResolver, getNamedType, isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { isProven, PROOF_MINUTES } from '../access/proof';
import type { Viewer } from '../access/viewer';
import { DomainError } from '../errors/domain-error';
import type { GateContext } from './gate-context';

type Resolve = GraphQLFieldResolver<unknown, GateContext>;
type Kind = 'query' | 'mutation' | 'subscription' | 'field';
interface Guarded {
  name: string;
  field: GraphQLField<unknown, GateContext>;
  access: AccessWord;
  audited: boolean;
  stepUp: boolean;
  programs: boolean;
  kind: Kind;
}

const wordIn = (extensions: Readonly<Record<string, unknown>> | undefined): AccessWord | undefined => extensions?.['access'] as AccessWord | undefined;

function objects(schema: GraphQLSchema): { type: GraphQLObjectType; kind: Kind }[] {
  const roots = new Map<unknown, Kind>([[schema.getQueryType(), 'query'], [schema.getMutationType(), 'mutation'], [schema.getSubscriptionType(), 'subscription']]);
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
    .map((type) => ({ type, kind: roots.get(type) ?? 'field' }));
}

/**
 * Nest gives every plain field a function that reads its property. GraphQL does so by itself, and a compiled document
 * then reads it without a call; what is left with a resolver is computed by one of ours.
 */
function bareFields(schema: GraphQLSchema): void {
  for (const { type } of objects(schema)) for (const field of Object.values(type.getFields())) if (field.resolve?.name === 'rootFieldResolver') delete field.resolve;
}

/** A field with a resolver of its own that gives a plain value: no plan cuts it and no type lends it a word. */
const isLoose = (field: GraphQLField<unknown, unknown>): boolean => field.resolve !== undefined && !isObjectType(getNamedType(field.type)) && !wordIn(field.extensions);

/**
 * Names that lack the word: an operation must bear one itself, an object type must bear one for its fields, and a
 * field that a resolver computes must bear one unless the type it returns does.
 */
export function namesWithoutAccess(schema: GraphQLSchema): string[] {
  return objects(schema).flatMap(({ type, kind }) => {
    if (kind === 'field') return wordIn(type.extensions) ? Object.values(type.getFields()).filter(isLoose).map((field) => `${type.name}.${field.name}`) : [type.name];
    return Object.values(type.getFields()).filter((field) => !wordIn(field.extensions)).map((field) => `${type.name}.${field.name}`);
  });
}

/** Every guarded place: operations by their own word, fields by their own word or that of the type they return. */
export function guardedFields(schema: GraphQLSchema): Guarded[] {
  return objects(schema).flatMap(({ type, kind }) =>
    Object.values(type.getFields()).flatMap((field) => {
      const own = wordIn(field.extensions);
      const returned = getNamedType(field.type);
      const inherited = isObjectType(returned) ? wordIn(returned.extensions) : undefined;
      const access = own ?? (kind === 'field' ? inherited : undefined);
      if (!access || (kind === 'field' && !field.resolve && !own)) return [];
      return [{ name: `${type.name}.${field.name}`, field, access, audited: field.extensions['audited'] === true, stepUp: field.extensions['stepUp'] === true, programs: field.extensions['programs'] === true, kind }];
    }),
  );
}

function refuse(kind: Kind, access: AccessWord, viewer: Viewer): null {
  // A field closes without a word; an operation says which right is missing, which is no secret.
  if (kind === 'field') return null;
  throw viewer.kind === 'nobody' ? new DomainError('NOT_SIGNED_IN') : new DomainError('FORBIDDEN', { permission: access });
}

/**
 * The one door. Every operation and every object type must bear `@Access`, or the server does not start. A mutation
 * runs in its own unit of work; a refusal leaves an entry in the audit trail; a query marked `audited` likewise.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  bareFields(schema);
  const silent = namesWithoutAccess(schema);
  if (silent.length > 0) throw new Error(`No @Access on ${silent.join(', ')}`);
  for (const guarded of guardedFields(schema)) {
    const { field, kind } = guarded;
    if (kind === 'subscription') {
      // Both ends: whoever may not listen hears nothing, and what is told is asked again at each event.
      if (!field.subscribe) throw new Error(`${guarded.name} does not say what it listens to`);
      field.subscribe = guardedBy(guarded, field.subscribe);
    }
    field.resolve = guardedBy(kind === 'subscription' ? { ...guarded, audited: false } : guarded, field.resolve ?? defaultFieldResolver);
  }
  return schema;
}

/** Sessions, passwords, delegations and the like are of people: a program with a key does not do them, though they take no word. */
const isOfPeople = ({ access, programs, kind }: Guarded): boolean => kind === 'mutation' && !programs && (access === 'anyone' || access === 'signed-in');

function guardedBy(guarded: Guarded, inner: Resolve): Resolve {
  const { access, audited, stepUp, kind } = guarded;
  const ofPeople = isOfPeople(guarded);
  return async (source, args, context, info) => {
    const { viewer } = context;
    if (!viewer.may(access) || (ofPeople && viewer.kind === 'client')) {
      if (kind !== 'field') await context.refused(info.fieldName, viewer.kind === 'nobody' ? 'NOT_SIGNED_IN' : 'FORBIDDEN');
      return refuse(kind, access, viewer);
    }
    if (stepUp && !isProven(viewer, context.now())) {
      await context.refused(info.fieldName, 'STEP_UP_NEEDED');
      throw new DomainError('STEP_UP_NEEDED', { minutes: PROOF_MINUTES });
    }
    if (kind === 'field') return inner(source, args, context, info);
    const run = async (): Promise<unknown> => inner(source, args, context, info);
    return kind === 'mutation' ? context.work(info.fieldName, run) : context.read(info.fieldName, audited, run);
  };
}

