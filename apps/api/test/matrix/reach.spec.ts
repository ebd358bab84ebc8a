import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { ViewerLoader } from '@dossier/identity';
import { allPolicies, Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { newId } from '@dossier/kernel/data';
import { startApi, type Api } from '@dossier/kernel/testing';
import { DATA_SCOPES, type FieldLevel, type Grant, type Permission } from '@dossier/vocabulary/permissions';
import { chanceOf } from './organisation';

/*
 * Access plans of random organisations, judged in process. The rule stands here a third time, as one SQL statement over
 * the stored roles, teams and rows: it knows neither the plan nor the viewer.
 */
const SEED = Number(process.env['MATRIX_SEED'] ?? 20261123);
const SEEDS = [SEED, SEED + 1, SEED + 2];
let chance = chanceOf(SEED);
const TEAMS = 25;
const PEOPLE = 60;
const ROWS = 400;

const words: Permission[] = ['customer.read', 'customer.update', 'customer.assign', 'customer.archive', 'customer.export', 'customer.reveal', 'customer.lookup', 'order.read', 'order.export'];
const fieldNames = ['name', 'companyName', 'birthDate', 'stage', 'city', 'phone', 'summary', 'tags'];
const levels: FieldLevel[] = ['HIDDEN', 'MASKED', 'READ'];
const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;

const fieldsOf = (): Grant['fields'] => {
  if (chance() < 0.3) return null;
  const named = fieldNames.filter(() => chance() < 0.4).map((name) => [name, pick(levels)]);
  return Object.fromEntries(chance() < 0.3 ? [['*', pick(levels)], ...named] : named) as Grant['fields'];
};

/** Ids that a person reaches by a word, on which the word says at least one of `levels` of the field. */
const RULE = (table: string): string => `
  with recursive mine as (select m.team_id as id from team_member m join team t on t.id = m.team_id where m.user_id = $1 and t.archived_at is null),
  below as (select id from mine union select t.id from team t join below b on t.parent_id = b.id where t.archived_at is null)
  select c.id from ${table} c where exists (
    select 1 from user_role ur join role r on r.id = ur.role_id join role_grant g on g.role_id = r.id
    where ur.user_id = $1 and r.archived_at is null and g.action = $2
      and coalesce(g.fields->>$3::text, g.fields->>'*', 'READ') = any($4::text[])
      and case g.scope when 'ALL' then true when 'SELF' then c.owner_id = $1
        when 'TEAM' then c.team_id in (select id from mine) else c.team_id in (select id from below) end)
  order by c.id`;

let api: Api;
let people: string[];
const viewers = new Map<string, Viewer>();

beforeAll(async () => {
  api = await startApi();
}, 600_000);
afterAll(() => api?.close());

/** One more organisation in the same tables: the ones before it are rows that its people must not reach. */
async function found(seed: number): Promise<void> {
  chance = chanceOf(seed);
  viewers.clear();
  const client = await api.db.connect();
  await client.query('begin');
  await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
  const teams = await teamsAtRandom(client, seed);
  people = await peopleAtRandom(client, teams, seed);
  await rowsAtRandom(client, teams, seed);
  await client.query('commit');
  client.release();
  for (const id of people) viewers.set(id, await api.app.get(ViewerLoader).anew({ kind: 'user', userId: id, name: '' }, 'spec'));
}

async function teamsAtRandom(client: pg.PoolClient, seed: number): Promise<string[]> {
  const made: { id: string; path: string[] }[] = [];
  for (let at = 0; at < TEAMS; at += 1) {
    const above = at === 0 || chance() < 0.1 ? null : pick(made);
    const id = newId();
    const path = [...(above && above.path.length < 5 ? above.path : []), id];
    await client.query('insert into team (id, name, parent_id, path) values ($1, $2, $3, $4)', [id, `队${seed}-${at}`, path.at(-2) ?? null, path]);
    made.push({ id, path });
  }
  return made.map(({ id }) => id);
}

async function peopleAtRandom(client: pg.PoolClient, teams: readonly string[], seed: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < PEOPLE; at += 1) {
    const id = newId();
    await client.query('insert into app_user (id, name, email) values ($1, $2, $3)', [id, `人${at}`, `reach${seed}-${at}@example.com`]);
    for (const team of new Set(teams.filter(() => chance() < 0.08))) await client.query('insert into team_member (team_id, user_id) values ($1, $2)', [team, id]);
    for (let nth = 0; nth < 1 + Math.floor(chance() * 3); nth += 1) {
      const role = newId();
      await client.query('insert into role (id, code, name, name_en, archived_at) values ($1, $2, $2, $2, $3)', [role, `REACH_${seed}_${at}_${nth}`, chance() < 0.1 ? new Date() : null]);
      for (const word of words) if (chance() < 0.5) await client.query('insert into role_grant (role_id, action, scope, fields) values ($1, $2, $3, $4)', [role, word, pick(DATA_SCOPES), JSON.stringify(fieldsOf())]);
      await client.query('insert into user_role (user_id, role_id) values ($1, $2)', [id, role]);
    }
    ids.push(id);
  }
  await client.query(`update role_grant set fields = null where fields = 'null'::jsonb`);
  return ids;
}

async function rowsAtRandom(client: pg.PoolClient, teams: readonly string[], seed: number): Promise<void> {
  for (let at = 0; at < ROWS; at += 1) {
    const [owner, team] = [chance() < 0.15 ? null : pick(people), chance() < 0.15 ? null : pick(teams)];
    const id = newId();
    await client.query(`insert into customer (id, name, owner_id, team_id, name_key, search_grams, search_text) values ($1, $2, $3, $4, '', '{}', '')`, [id, `行${at}`, owner, team]);
    await client.query(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
      values ($1, $2, $3, $4, $5, 'SALE', now(), current_date, 1, 'GBP', 'spec', $5)`, [newId(), id, owner, team, `R${seed}-${at}`]);
  }
}

const policyNamed = (name: string): Policy => allPolicies().find((policy) => policy.name === name)!;
const idsOf = async (text: string, values: unknown[]): Promise<string[]> => (await api.db.query<{ id: string }>(text, values)).rows.map(({ id }) => id);
const planned = (viewer: Viewer, policy: Policy, predicate: (params: Params) => string): Promise<string[]> => {
  const params = Params.empty();
  const where = predicate(params);
  return idsOf(`select t.id from ${policy.table} t where ${where} order by t.id`, params.values(viewer));
};
const eachPerson = async (run: (id: string, viewer: Viewer) => Promise<void>): Promise<void> => {
  for (const [id, viewer] of viewers) await run(id, viewer);
};

describe.each(SEEDS)('access plans of a random organisation (seed %i)', (seed) => {
  beforeAll(() => found(seed), 600_000);

  it('is worth judging: some reach all, some nothing, most something', async () => {
    const sizes = await Promise.all(people.map(async (id) => (await idsOf(RULE('customer'), [id, 'customer.read', '', levels])).length));
    const most = Math.max(...sizes);
    expect([most >= ROWS, sizes.includes(0), sizes.some((size) => size > 0 && size < most)]).toEqual([true, true, true]);
  });

  it.each([['Customer', words.slice(0, 7)], ['Order', words.slice(7)]] as const)('%s: each word reaches exactly the rows that the rule gives', async (name, asked) => {
    const policy = policyNamed(name);
    await eachPerson(async (id, viewer) => {
      for (const word of asked) {
        const expected = await idsOf(RULE(policy.table), [id, word, '', levels]);
        expect([id, word, await planned(viewer, policy, (params) => planOf(viewer, policy).reach('t', params, word))]).toEqual([id, word, expected]);
      }
    });
  }, 600_000);

  it.each(fieldNames)('field %s: clear and masked on exactly the rows that the rule gives', async (field) => {
    const policy = policyNamed('Customer');
    await eachPerson(async (id, viewer) => {
      const plan = planOf(viewer, policy);
      const { clear, masked } = plan.field(field);
      for (const [where, seen] of [[clear, ['READ']], [masked, ['READ', 'MASKED']]] as const) {
        const expected = await idsOf(RULE('customer'), [id, 'customer.read', field, seen]);
        const got = await planned(viewer, policy, (params) => `${plan.reach('t', params)} and ${plan.condition(where, 't', params)}`);
        expect([id, field, got]).toEqual([id, field, expected]);
      }
    });
  }, 600_000);

  it('one row: what a verb would be allowed is what the rule gives', async () => {
    const policy = policyNamed('Customer');
    const { rows } = await api.db.query('select id, owner_id, team_id from customer');
    await eachPerson(async (id, viewer) => {
      const expected = new Set(await idsOf(RULE('customer'), [id, 'customer.update', 'name', ['READ']]));
      for (const row of rows) expect([id, row.id, planOf(viewer, policy).writes('customer.update', 'name', { ownerId: row.owner_id, teamId: row.team_id })]).toEqual([id, row.id, expected.has(row.id)]);
    });
  }, 600_000);
});
