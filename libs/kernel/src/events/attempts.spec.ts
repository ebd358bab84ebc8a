import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../data/row';
import { startApi, type Api } from '../testing/start-api';
import { Jobs } from './jobs';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

interface Row {
  state: string;
  error: string | null;
  attempts: number;
  takeovers: number;
  lease_holder: string | null;
}

/** A job that nobody can do, in the name of a worker that is gone. */
async function left(attempts: number, takeovers: number): Promise<string> {
  const id = newId();
  await api.db.query(
    `insert into job (id, name, data, viewer, state, attempts, takeovers, lease_holder, lease_until) values ($1, 'nobody.can', '{}', '{"kind":"job","userId":null,"name":"x"}', 'RUNNING', $2, $3, 'elsewhere:1:gone', now() - interval '1 second')`,
    [id, attempts, takeovers],
  );
  await api.app.get(Jobs).deliver(id);
  return id;
}

async function tried(id: string): Promise<Row> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await api.db.query<Row>('select state, error, attempts, takeovers, lease_holder from job where id = $1', [id]);
    if (rows[0]!.error !== null) return rows[0]!;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('Nobody tried the job');
}

it('a worker that died is no attempt: a job that outlived many is tried again when it fails, and by whoever comes first', async () => {
  const [outlived, failing] = [await left(7, 7), await left(4, 0)];
  expect(await tried(outlived)).toEqual({ state: 'RUNNING', error: 'INTERNAL', attempts: 8, takeovers: 8, lease_holder: null });
  expect(await tried(failing)).toMatchObject({ state: 'RUNNING', attempts: 5, takeovers: 1 });
  await api.db.query(`update job set lease_until = now() - interval '1 second', error = null where id = $1`, [failing]);
  await api.app.get(Jobs).deliver(failing);
  // Its worker lived: this one counts, and it was the fifth.
  expect(await tried(failing)).toMatchObject({ state: 'FAILED', attempts: 6, takeovers: 1 });
});
