import { GraphQLSchemaHost } from '@nestjs/graphql';
import { NestFactory } from '@nestjs/core';
import { getNamedType, isEnumType, isObjectType, lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { KeyRing } from '@dossier/kernel/crypto';
import { terms, type Term } from '@dossier/vocabulary/terms';
import { AppModule } from './app.module';
import { shippedRoles } from './seed/roles';

/** The schema of this build, without a database: nothing is asked of it. */
export async function builtSchema(): Promise<GraphQLSchema> {
  const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 1)]]));
  const app = await NestFactory.create(AppModule.forRoot({ database: { url: 'postgres://nobody@127.0.0.1:1/none' }, ring, dataDir: '.', publicUrl: null, isSecure: false }), { logger: ['error'] });
  // The schema stands before the modules ask the database, which is not there: that they fail then changes nothing.
  await app.init().catch(() => undefined);
  const { schema } = app.get(GraphQLSchemaHost);
  // What ticks must not go on ticking.
  await app.close().catch(() => undefined);
  return schema;
}

export const printedSchema = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;

const wordOf = (extensions: Readonly<Record<string, unknown>>): string => String(extensions['access'] ?? '');

function holders(word: string): string[] {
  if (word === 'anyone' || word === 'signed-in') return shippedRoles.map(() => 'yes');
  return shippedRoles.map(({ grants }) => grants.find((grant) => grant.action === word)?.scope ?? '');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Role x operation, from the same walk that the gate makes: a change of rights is a visible line in a review. */
export function printedAccess(schema: GraphQLSchema): string {
  const head = [line(['operation', 'word', ...shippedRoles.map(({ code }) => code)]), line(['---', '---', ...shippedRoles.map(() => '---')])];
  const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map((field) => ({ name: `${root!.name}.${field.name}`, word: wordOf(field.extensions) })),
  );
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && wordOf(type.extensions) !== '');
  const rows = operations.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, word }) => line([name, word, ...holders(word)]));
  const open = types.map((type) => line([type.name, wordOf(type.extensions)])).sort();
  return `# Who may do what\n\nPrinted by \`npm run print\`. The shipped roles and the scope in which they hold the word of each operation.\n\n${[...head, ...rows].join('\n')}\n\n## Types\n\nThe word that opens each type; every field that returns it inherits the word.\n\n${[line(['type', 'word']), line(['---', '---']), ...open].join('\n')}\n`;
}

/** Names of the surface that owe a term: object types but connections, and enum values. */
export function namesOwingTerms(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__') || type.name.endsWith('Connection') || ['Query', 'Mutation', 'Subscription', 'PageInfo'].includes(type.name)) return [];
    if (isEnumType(type)) return type.name.endsWith('Sort') || type.name === 'SortOrder' ? [] : type.getValues().map((value) => `${type.name}.${value.name}`);
    return isObjectType(getNamedType(type)) ? [type.name] : [];
  });
}

export function printedDictionary(): string {
  const rows = Object.entries(terms as Readonly<Record<string, Term>>).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { zh, en, means }]) => line([zh, en, `\`${name}\``, means]));
  return `# Dictionary\n\nPrinted by \`npm run print\`. One thing, one word.\n\n${[line(['中文', 'English', 'code', 'meaning']), line(['---', '---', '---', '---']), ...rows].join('\n')}\n`;
}
