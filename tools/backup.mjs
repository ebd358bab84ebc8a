import { runEntry } from './entry.mjs';

/** `npm run backup`: writes everything of this moment into one encrypted file. */
await runEntry('backup', { database: true });
