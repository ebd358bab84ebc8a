import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import type { Api } from '@dossier/kernel/testing';

export interface Operation {
  name: string;
  word: string;
  document: string;
  variables: Record<string, unknown>;
}

const samples: Record<string, unknown> = { ID: '00000000-0000-7000-8000-00000000dead', String: 'x', Int: 1, Float: 1, Boolean: true, Day: '2026-01-01', DateTime: '2026-01-01T00:00:00Z', Json: {}, Money: { minor: 1, currency: 'GBP' }, Percent: 0.5 };

/** A value of an input type that passes the schema: what stands behind the gate need not like it. */
export function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [sampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return samples[type.name];
  return Object.fromEntries(Object.values(type.getFields()).filter((field) => isNonNullType(field.type)).map((field) => [field.name, sampleOf(field.type)]));
}

/** Every query and mutation of the built schema with a document that reaches its gate. */
export function operationsOf(api: Api): Operation[] {
  const schema: GraphQLSchema = api.app.get(GraphQLSchemaHost).schema;
  return ([['query', schema.getQueryType()], ['mutation', schema.getMutationType()]] as const).flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).map((field) => {
      const required = field.args.filter((argument) => isNonNullType(argument.type));
      const declared = required.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
      const passed = required.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
      const below = isObjectType(getNamedType(field.type)) ? ' { __typename }' : '';
      return {
        name: field.name,
        word: String(field.extensions['access']),
        document: `${kind}${declared ? `(${declared})` : ''} { ${field.name}${passed ? `(${passed})` : ''}${below} }`,
        variables: Object.fromEntries(required.map((argument) => [argument.name, sampleOf(argument.type)])),
      };
    }),
  );
}
