import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../data/row';
import { startApi, type Api } from '../testing/start-api';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

/** A job that another process was running: it holds the lease for a minute more. */
async function heldBy(holder: string): Promise<string> {
  const id = newId();
  await api.db.query(
    `insert into job (id, name, data, viewer, state, lease_holder, lease_until, attempts) values ($1, 'spec.unknown', '{}', '{"kind":"job","userId":null,"name":"spec"}', 'RUNNING', $2, now() + interval '60 seconds', 1)`,
    [id, holder],
  );
  return id;
}
const holderOf = async (id: string): Promise<string> => (await api.db.query<{ lease_holder: string }>('select lease_holder from job where id = $1', [id])).rows[0]!.lease_holder;

describe('Workers that died without a word', () => {
  it('are relieved within seconds; one that lives, or has no life line, keeps its lease', async () => {
    const living = new pg.Client({ connectionString: api.url });
    await living.connect();
    await living.query(`select pg_advisory_lock_shared(hashtextextended('elsewhere:1:living:line', 0))`);
    const [dead, alive, older] = [await heldBy('elsewhere:2:dead:line'), await heldBy('elsewhere:1:living:line'), await heldBy('elsewhere:3:older')];
    const since = Date.now();
    while ((await holderOf(dead)) === 'elsewhere:2:dead:line' && Date.now() - since < 15_000) await new Promise((next) => setTimeout(next, 100));
    expect(await holderOf(dead)).not.toBe('elsewhere:2:dead:line');
    expect(Date.now() - since).toBeLessThan(10_000);
    expect([await holderOf(alive), await holderOf(older)]).toEqual(['elsewhere:1:living:line', 'elsewhere:3:older']);
    await living.end();
    while ((await holderOf(alive)) === 'elsewhere:1:living:line' && Date.now() - since < 30_000) await new Promise((next) => setTimeout(next, 100));
    expect(await holderOf(alive)).not.toBe('elsewhere:1:living:line');
  });
});
