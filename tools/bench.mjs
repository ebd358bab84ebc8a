import { runEntry } from './entry.mjs';

/** `npm run bench`: measures the product against hand-written limits. */
await runEntry('bench', { database: true });
