import { runEntry } from './entry.mjs';

/** `npm run migrate`: brings the database to the form that this version expects. */
await runEntry('migrate', { database: true });
