import { runEntry } from './entry.mjs';

/** `npm run restore -- --from <backup>`: loads a backup into an empty data folder, and forgets again whoever was erased since. */
await runEntry('restore', { database: true });
