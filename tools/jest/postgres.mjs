import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../postgres.mjs';

/**
 * One PostgreSQL for all specs, without fsync. Runs of the same checkout share it; the last one to leave removes it.
 * TEST_RUN names this run: a spec names its template and its databases after it, so that runs never meet.
 */
export default async function setUp() {
  process.env.TEST_RUN = randomBytes(4).toString('hex');
  if (process.env.TEST_DATABASE_URL) return;
  const checkout = createHash('sha256').update(`${import.meta.dirname} ${process.getuid?.() ?? ''}`).digest('hex').slice(0, 8);
  const server = await startPostgres({ dataDir: join(tmpdir(), `dossier-test-${checkout}`), durable: false });
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.testPostgres = server;
}
