import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { builtSchema, printedAccess, printedDictionary, printedSchema } from './prints';

const schema = await builtSchema();
writeFileSync('apps/api/schema.graphql', printedSchema(schema));
writeFileSync('apps/api/access.md', printedAccess(schema));
writeFileSync('docs/dictionary.md', printedDictionary());
console.log('Printed apps/api/schema.graphql, apps/api/access.md and docs/dictionary.md.');
process.exit(0);
