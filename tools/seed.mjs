import { runEntry } from './entry.mjs';

/** `npm run seed`: loads the demo company. */
await runEntry('seed', { database: true });
