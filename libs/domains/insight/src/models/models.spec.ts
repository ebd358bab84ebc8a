import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import type { JobRun } from '@dossier/kernel/events';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { bringBuyers, drawnBuyers, fitted, inForce, modelsRest } from './models.given';
import { ShelfTurn } from './shelf-turn';

const FIT = 'mutation($params: Json) { fitModel(kind: VALUE, params: $params) { id jobId } }';
const PUBLISH = 'mutation($id: ID!) { publishModelVersion(id: $id) { id number state publishedAt publishedBy { id name } } }';
const BACK = 'mutation { rollBackModel(kind: VALUE) { id number state } }';
const CHECK = 'mutation { checkModel(kind: VALUE) { id jobId } }';
const MODEL = `query { model(kind: VALUE) { kind name method methodVersion health isFallback runningJobId can lastCheck { health psi gap reliability checkedOn }
  published { id number state weak health basis scoredOn scoredRows checks { health } can } latest { id number state card error seed fittedBy { name } cutoffOn jobId } } }`;
const VERSIONS = 'query { modelVersions(kind: VALUE, first: 10) { totalCount nodes { id number state } } }';
const VALUES = 'select count(*)::int as n, count(alive_probability)::int as alive, min(basis) as basis, max(basis) as most from customer_value';

// Fits run in the background and are waited for, however busy the machine is.
jest.setTimeout(400_000);

let api: Api;
let admin: Client;
let analyst: Client;
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  api = await startApi();
  [admin, analyst] = [await api.as('ADMIN'), await api.as('ANALYST')];
});
afterAll(() => api?.close());

const values = async (): Promise<{ n: number; alive: number; basis: string | null; most: string | null }> => (await api.db.query(VALUES)).rows[0] as never;
const model = async (): Promise<{ [name: string]: never }> => (await analyst.query(MODEL)).model as never;

describe('a model without data', () => {
  it('is refused with a card that says what is lacking, cannot be published, and scores nobody', async () => {
    const id = await fitted(api, analyst, 'VALUE');
    const { latest, published, health } = (await analyst.query(MODEL)).model;
    expect(latest).toMatchObject({ id, number: 1, state: 'REFUSED', card: { lack: { what: { zh: '有购买的客户', en: 'customers with a purchase' }, found: 0, needed: 200 }, used: 0 }, fittedBy: { name: '陈析' } });
    expect([published, health]).toEqual([null, 'UNKNOWN']);
    expect(await analyst.refusal(PUBLISH, { id })).toBe('MODEL_STATE');
    expect(await analyst.refusal(CHECK)).toBe('MODEL_NOT_IN_FORCE');
    expect(await analyst.refusal(BACK)).toBe('MODEL_NOTHING_BEFORE');
    expect((await values()).n).toBe(0);
    const { valueDistribution: spread, rfmGrid } = await analyst.query('query { valueDistribution { state lack found needed deciles { decile } } rfmGrid { state cells { customers } } }');
    expect([spread, rfmGrid.state]).toEqual([{ state: 'REFUSED', lack: '有购买的客户', found: 0, needed: 200, deciles: [] }, 'REFUSED']);
  });
});

describe('a model with data', () => {
  let first: string;
  let second: string;

  it('is fitted in the background, published, and scores everybody; both stand in the trail', async () => {
    await bringBuyers(api, drawnBuyers(260, { seed: 3, today: today() }));
    first = await inForce(api, analyst, 'VALUE');
    const { published, latest, health, isFallback, can } = (await analyst.query(MODEL)).model;
    expect(published).toMatchObject({ id: first, number: 2, state: 'PUBLISHED', basis: 'MODEL', scoredRows: 260, scoredOn: latest.cutoffOn, can: ['CHECK'] });
    // Nothing stands before the first one: there is no way back to offer.
    expect([health, isFallback, can]).toEqual(['UNKNOWN', false, ['FIT', 'CHECK']]);
    expect(await values()).toMatchObject({ n: 260, alive: 260, basis: 'MODEL', most: 'MODEL' });
    const { rows } = await api.db.query<{ action: string }>(`select action from audit_entry where object_id = $1 and outcome = 'DONE'`, [first]);
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['insight.fit', 'publishModelVersion', 'insight.score']));
    const { rows: kept } = await api.db.query(`select 1 from audit_change where table_name = 'model_version' and (after ? 'fit' or before ? 'fit')`);
    expect(kept).toEqual([]);
  });

  it('gives the same for the same data, comes back by rolling back, and stays while another one is fitted', async () => {
    second = await inForce(api, analyst, 'VALUE');
    expect((await analyst.query(MODEL)).model.can).toEqual(['FIT', 'CHECK', 'ROLL_BACK']);
    const [one, other] = [first, second].map((id) => api.db.query<{ fit: { purchase: object; spend: object } }>('select fit from model_version where id = $1', [id]));
    expect((await one!).rows[0]!.fit.purchase).toEqual((await other!).rows[0]!.fit.purchase);
    expect((await analyst.mutate(BACK)).rollBackModel).toMatchObject({ id: first, state: 'PUBLISHED' });
    await modelsRest(api);
    const { rows } = await api.db.query<{ version_id: string }>('select distinct version_id from customer_value');
    expect(rows).toEqual([{ version_id: first }]);
    const states = (await analyst.query(VERSIONS)).modelVersions;
    expect(states.nodes.map(({ number, state }: { number: number; state: string }) => [number, state])).toEqual([[3, 'RETIRED'], [2, 'PUBLISHED'], [1, 'REFUSED']]);
    // And forward again: what was taken out of force may be published anew.
    expect((await analyst.mutate(PUBLISH, { id: second })).publishModelVersion).toMatchObject({ number: 3, state: 'PUBLISHED', publishedBy: { name: '陈析' } });
    await modelsRest(api);
  });

  it('is looked at: in order while nothing moves', async () => {
    await analyst.mutate(CHECK);
    await modelsRest(api);
    const { health, lastCheck, isFallback } = (await analyst.query(MODEL)).model;
    // A quarter has not passed since the fit: what came cannot be told yet.
    expect([health, isFallback, lastCheck]).toEqual(['GREEN', false, { health: 'GREEN', psi: expect.any(Number), gap: null, reliability: null, checkedOn: expect.any(String) }]);
    expect(lastCheck.psi).toBeLessThan(0.1);
  });

  it('turns amber when customers are others than at fitting, falls back to the rule, and comes back', async () => {
    const { rows } = await api.db.query<{ fit: object }>('select fit from model_version where id = $1', [second]);
    await api.write(`update model_version set fit = jsonb_set(fit, '{reference}', (select jsonb_agg(0.9 + n / 10000.0) from generate_series(1, 900) n)) where id = $1`, [second]);
    await analyst.mutate(CHECK);
    await modelsRest(api);
    const { health, lastCheck, isFallback, published } = (await analyst.query(MODEL)).model;
    expect([health, isFallback, published.basis, lastCheck.psi > 0.2]).toEqual(['AMBER', true, 'RULE', true]);
    expect(await values()).toMatchObject({ n: 260, alive: 0, basis: 'RULE', most: 'RULE' });
    const { valueDistribution } = await analyst.query('query { valueDistribution { basis alive { customers } deciles { customers low } } }');
    expect(valueDistribution).toMatchObject({ basis: 'RULE', alive: [] });
    await api.write('update model_version set fit = $2 where id = $1', [second, JSON.stringify(rows[0]!.fit)]);
    await analyst.mutate(CHECK);
    await modelsRest(api);
    expect((await analyst.query(MODEL)).model).toMatchObject({ health: 'GREEN', isFallback: false });
    expect(await values()).toMatchObject({ alive: 260, basis: 'MODEL' });
  });

  it('turns amber when what it foretold does not come true by more than five points', async () => {
    await api.write(`update model_version set fit = jsonb_set(jsonb_set(fit, '{cutoff}', to_jsonb((cutoff_on - 120)::text)), '{purchase,alpha}', '4000') where id = $1`, [second]);
    await api.write(`update model_version set fit = jsonb_set(fit, '{reference}', '[]') where id = $1`, [second]);
    await analyst.mutate(CHECK);
    await modelsRest(api);
    const { health, lastCheck } = (await analyst.query(MODEL)).model;
    expect([health, lastCheck.psi, lastCheck.gap > 0.05, lastCheck.reliability.n > 100]).toEqual(['AMBER', null, true, true]);
  });
});

describe('what was known at fitting', () => {
  it('counts as soon as a version comes into force: out of bounds on its held-out time, the plain rule speaks from the first', async () => {
    const id = await fitted(api, analyst, 'VALUE');
    const told = { what: { zh: '', en: '' }, from: '2026-08-01', to: '2026-10-30', n: 900, predicted: 0.3, observed: 0.42, points: [], deciles: [], unit: null };
    await api.write(`update model_version set card = jsonb_set(card, '{reliability}', $2) where id = $1`, [id, JSON.stringify(told)]);
    await analyst.mutate(PUBLISH, { id });
    await modelsRest(api);
    expect((await analyst.query(MODEL)).model).toMatchObject({ health: 'AMBER', isFallback: true, published: { basis: 'RULE' } });
    expect(await values()).toMatchObject({ basis: 'RULE', most: 'RULE' });
    // A look that cannot tell yet does not put it in order.
    await analyst.mutate(CHECK);
    await modelsRest(api);
    expect((await analyst.query(MODEL)).model).toMatchObject({ health: 'AMBER', lastCheck: { gap: null } });
  });
});

describe('the turn at the scores of a kind', () => {
  it('is one job\u2019s, however many come at the same instant', async () => {
    const ids = Array.from({ length: 6 }, () => newId());
    await api.write(`insert into job (id, name, data, viewer, state, lease_holder, lease_until, started_at) select id, 'spec.elsewhere', '{}', '{"kind":"job","userId":null,"name":"spec"}', 'RUNNING', 'elsewhere', now() + interval '1 hour', now() from unnest($1::uuid[]) id`, [ids]);
    const turn = api.app.get(ShelfTurn, { strict: false });
    let [writing, most, done] = [0, 0, 0];
    await Promise.all(ids.map((id) => turn.alone({ id, cancelled: async () => false } as JobRun, 'SPEC', async () => {
      most = Math.max(most, (writing += 1));
      await new Promise((next) => setTimeout(next, 30));
      [writing, done] = [writing - 1, done + 1];
      await api.write(`update job set state = 'DONE', ended_at = now() where id = $1`, [id]);
    })));
    expect([most, done]).toEqual([1, ids.length]);
    await api.write('delete from job where id = any($1::uuid[])', [ids]);
  });

  it('falls to the next where the lease of its holder has run out', async () => {
    const [gone, next] = [newId(), newId()];
    await api.write(`insert into job (id, name, data, viewer, state, lease_holder, lease_until, started_at) select id, 'spec.elsewhere', data, '{"kind":"job","userId":null,"name":"spec"}', 'RUNNING', 'elsewhere', until, now()
      from (values ($1::uuid, '{"shelf":"SPEC"}'::jsonb, now() - interval '1 second'), ($2::uuid, '{}', now() + interval '1 hour')) j(id, data, until)`, [gone, next]);
    let ran = false;
    await api.app.get(ShelfTurn, { strict: false }).alone({ id: next, cancelled: async () => false } as JobRun, 'SPEC', async () => {
      ran = true;
    });
    expect(ran).toBe(true);
    await api.write('delete from job where id = any($1::uuid[])', [[gone, next]]);
  });
});

describe('the verbs of models', () => {
  it('are refused to whoever has no word for them, and shown to whoever may read', async () => {
    const [sales, auditor, marketer] = [await api.as('SALES'), await api.as('AUDITOR'), await api.as('MARKETER')];
    const { id } = (await model()).latest as { id: string };
    for (const [document, variables] of [[FIT, {}], [PUBLISH, { id }], [BACK, {}], [CHECK, {}]] as const) {
      expect(await auditor.refusal(document, variables)).toBe('FORBIDDEN');
      expect(await marketer.refusal(document, variables)).toBe('FORBIDDEN');
      expect(await sales.refusal(document, variables)).toBe('FORBIDDEN');
    }
    expect((await auditor.query(MODEL)).model).toMatchObject({ kind: 'VALUE', name: expect.any(String), can: [] });
    expect((await auditor.query('query { models { kind method } }')).models.map(({ kind }: { kind: string }) => kind)).toContain('VALUE');
    expect(await sales.refusal(MODEL)).toBe('FORBIDDEN');
    expect(await sales.refusal(VERSIONS)).toBe('FORBIDDEN');
  });

  it('know no version that is not there, no parameter that means nothing, and fit one at a time', async () => {
    expect(await admin.refusal(PUBLISH, { id: newId() })).toBe('NOT_FOUND');
    expect(await admin.refusal(FIT, { params: { depth: 4 } })).toBe('INVALID_INPUT');
    // A fit that is under way, as another process may hold it.
    const [versionId, jobId] = [newId(), newId()];
    await api.write(`insert into job (id, name, data, viewer, state, lease_holder, lease_until) values ($1, 'spec.elsewhere', '{}', '{"kind":"job","userId":null,"name":"spec"}', 'RUNNING', 'elsewhere', now() + interval '1 hour')`, [jobId]);
    await api.write(`insert into model_version (id, kind, number, state, method, method_version, seed, job_id) values ($1, 'VALUE', 99, 'FITTING', 'x', '1', 1, $2)`, [versionId, jobId]);
    expect(await admin.refusal(FIT)).toBe('MODEL_BUSY');
    expect((await model()).latest).toMatchObject({ state: 'FITTING' });
    // Its job ends without a word: the fit is not under way any more, and the next one may begin.
    await api.write(`update job set state = 'FAILED', error = 'INTERNAL', ended_at = now() where id = $1`, [jobId]);
    expect((await model()).latest).toMatchObject({ state: 'FAILED', error: 'INTERNAL' });
    await api.write(`delete from job where id = $1`, [jobId]);
    const { id } = (await admin.mutate(FIT)).fitModel as { id: string };
    await modelsRest(api);
    expect((await model()).latest).toMatchObject({ id, number: 100, state: 'FITTED' });
  });

  it('let whoever began a fit stop it: what was begun is not finished, and nothing is in force by it', async () => {
    const { id, jobId } = (await admin.mutate(FIT)).fitModel as { id: string; jobId: string };
    await admin.mutate('mutation($id: ID!) { cancelJob(id: $id) { id } }', { id: jobId });
    await modelsRest(api);
    const { state } = (await model()).latest as { state: string };
    const { rows } = await api.db.query<{ state: string }>('select state from job where id = $1', [jobId]);
    // It may have been quicker than the wish to stop it.
    expect(rows[0]!.state === 'CANCELLED' ? ['FAILED', 'FITTED'] : ['FITTED']).toContain(state);
    expect((await model()).published).not.toMatchObject({ id });
  });
});
