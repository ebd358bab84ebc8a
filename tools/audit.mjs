import { runEntry } from './entry.mjs';

/** `npm run audit -- verify`: proves the audit trail against its seals and its signed checkpoints. */
await runEntry('audit', { database: true });
