import { codegen as generate } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { root } from '/work/main/tools/shell.mjs';

/*
 * The typed client: from the printed schema and the documents of the SPA to libs/client/src/generated, which is never
 * committed. A document is a template marked `graphql(` or with a GraphQL comment, in a file *.documents.ts.
 */
const SCHEMA = 'apps/api/schema.graphql';
const DOCUMENTS = ['apps/web/src/**/*.documents.ts', 'libs/client/src/**/*.documents.ts'];
const TARGET = 'libs/client/src/generated/';

const config = {
  documentMode: 'string',
  useTypeImports: true,
  enumsAsTypes: true,
  scalars: {
    Day: 'string',
    DateTime: 'string',
    Money: '{ minor: number; currency: string }',
    Percent: 'number',
    Json: 'unknown',
    ID: 'string',
  },
};

/** Writes the typed documents; files that stay as they are keep their time. */
export async function codegen() {
  const text = readFileSync('/tmp/contract/merged.graphql', 'utf8');
  const schemaAst = buildSchema(text);
  const documents = readDocuments().filter(d => { const p = validate(schemaAst, d.document); if (p.length) console.error('skipped', d.location, p[0].message); return p.length === 0; });
  const options = await preset.buildGeneratesSection({
    baseOutputDir: TARGET,
    schema: parse(text),
    schemaAst,
    documents,
    config,
    presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
    plugins: [],
    pluginMap: {},
    importExtension: '',
  });
  const files = await Promise.all(options.map(async (option) => ({ file: option.filename, content: await generate(option) })));
  for (const { file, content } of files) write(join(root, file), content);
  return documents.length;
}

function readDocuments() {
  return globSync(DOCUMENTS, { cwd: root }).sort().flatMap((location) => {
    const text = readFileSync(join(root, location), 'utf8');
    return [...text.matchAll(/graphql\(\s*(?:\/\*\s*GraphQL\s*\*\/\s*)?`([^`]*)`/g)].map(([, rawSDL]) => ({
      location,
      rawSDL,
      document: parse(rawSDL),
    }));
  });
}

function check(schema, documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const problems = validate(schema, { kind: 'Document', definitions });
  if (problems.length === 0) return;
  const sentences = problems.map((problem) => `  ${problem.message} (${placeOf(problem, documents)})`);
  throw Object.assign(new Error('documents'), { sentences: ['The documents of the SPA do not fit the schema:', ...sentences] });
}

function placeOf(problem, documents) {
  const body = problem.source?.body;
  return documents.find(({ rawSDL }) => rawSDL === body)?.location ?? 'unknown file';
}

function write(file, content) {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

if (import.meta.main) {
  try {
    console.log(`${await codegen()} documents typed.`);
  } catch (error) {
    console.error(error.sentences?.join('\n') ?? error);
    process.exitCode = 1;
  }
}
