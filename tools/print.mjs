import { runEntry } from './entry.mjs';

/** `npm run print`: prints the schema, the table of rights and the dictionary, which are committed and compared by specs. */
await runEntry('print');
