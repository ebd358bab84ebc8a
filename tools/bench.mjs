import { join } from 'node:path';
import { runEntry } from './entry.mjs';
import { root } from './shell.mjs';

/**
 * `npm run bench -- --customers 100000 --only list,record,import,export`: measures the product against hand-written limits. The embedded
 * server is one of its own, so that neither its rows nor its logins meet those of the product.
 */
process.env.DATA_DIR = join(process.env.DATA_DIR || join(root, '.data'), 'bench');
await runEntry('bench', { database: true });
