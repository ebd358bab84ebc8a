import { runEntry } from './entry.mjs';

/** `npm run figures`: prints every figure that the project claims about real data. */
await runEntry('figures');
