import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Database, newId } from '@dossier/kernel/data';
import { startApi, type Api } from '@dossier/kernel/testing';
import { after, bring } from './funnel.given';

jest.setTimeout(180_000);

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const STAGES = ['NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'];
/** When each lead first came to a stage or past it, from its steps themselves. */
const DIRECT = `select lead_id, min(at) filter (where place >= 2) as contacted_at, min(at) filter (where place >= 3) as qualified_at, min(at) filter (where place >= 4) as proposal_at, min(at) filter (where place >= 5) as negotiation_at
  from (select lead_id, at, array_position('{${STAGES.join(',')}}'::text[], to_stage) as place from lead_transition) t group by 1 having max(place) > 1`;
const KEPT = 'select lead_id, contacted_at, qualified_at, proposal_at, negotiation_at from lead_path';
const differences = async (): Promise<number> => {
  const [row] = await api.app.get(Database).query<{ n: number }>(`select count(*)::int as n from ((${DIRECT} except ${KEPT}) union all (${KEPT} except ${DIRECT})) x`);
  return row!.n;
};

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('keeps for each lead when it first came to a stage, whatever steps are written, in whatever order, and forgets those of leads that are gone', async () => {
  const source = newId();
  await api.write('insert into channel (id, name) values ($1, $2)', [source, 'Path']);
  const begin = new Date(Date.now() - 200 * 86_400_000);
  await bring(api, Array.from({ length: 30 }, (_, k) => ({ at: after(begin, k % 7), source, ...(k % 3 === 0 ? { steps: { CONTACTED: 2, PROPOSAL: 5 } } : {}) })));
  const leads = await api.app.get(Database).query<{ id: string }>('select id from lead where source_id = $1 order by id', [source]);
  const pick = numbers(20_261);
  for (let round = 0; round < 40; round += 1) {
    // Several steps a statement, of one lead too, backwards and forwards and of days long past, as an import brings them.
    const steps = Array.from({ length: 1 + pick(12) }, () => ({
      id: newId(), lead_id: leads[pick(leads.length)]!.id, at: after(begin, pick(150) + pick(24) / 24), from_stage: STAGES[pick(5)], to_stage: STAGES[pick(5)], from_status: 'OPEN', to_status: ['OPEN', 'OPEN', 'WON', 'LOST'][pick(4)],
    }));
    await api.write('insert into lead_transition select t.* from jsonb_populate_recordset(null::lead_transition, $1::jsonb) t join lead l on l.id = t.lead_id', [JSON.stringify(steps)]);
    if (round % 10 === 9) await api.write('delete from lead where id = $1', [leads[pick(leads.length)]!.id]);
    expect(await differences()).toBe(0);
  }
  const [row] = await api.app.get(Database).query<{ n: number }>('select count(*)::int as n from lead_path');
  expect(row!.n).toBeGreaterThan(20);
});
