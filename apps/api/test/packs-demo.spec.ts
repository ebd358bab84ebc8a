import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { FixedClock } from '@dossier/kernel/time';
import { PackCode } from '@dossier/vocabulary/pack-enums';
import { bringDemo } from '../src/seed';
import { atRest } from './attacks/traces';

const PASSWORD = 'a quiet harbour of numbers';
const APPLY = 'mutation($c: PackCode!) { applyPack(code: $c) { applied } }';
const REMOVE = 'mutation($c: PackCode!) { removePack(code: $c) { applied } }';

/**
 * The trail only grows, sessions and counters move with every request, and jobs compute what follows from others whenever they come to it
 * (rows of theirs go with their customer): all else must stand as before.
 */
const MOVING = new RegExp([
  '^audit_', '^webhook_', '^match_', '^interest_', '^behaviour_', '^event_', '^completeness_', '_due$',
  '^(revision|job|session|session_seen|read_count|known_place|sign_in_throttle|idempotency|slow_statement|running_process|trusted_document|installation|alert|api_key_seen|segment_state)$',
  '^(duplicate_candidate|identity_conflict|customer_interest|customer_completeness|customer_summary|consent_state|review_item|contact_check|notification)$',
].join('|'));

describe('each industry pack on the demo', () => {
  let api: Api;
  let admin: Client;

  beforeAll(async () => {
    api = await startApi({ clock: new FixedClock('2026-11-22'), password: PASSWORD });
    await bringDemo(api.app, { size: 'small', password: PASSWORD });
    admin = await api.as('admin@qingchuan.example');
  }, 300_000);
  afterAll(() => api?.close());

  /** A sum over every row of every table, by table; the empty ones too. */
  const state = async (): Promise<Record<string, string>> => {
    const { rows } = await api.db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r','p') and not c.relispartition order by 1`);
    const sums: Record<string, string> = {};
    for (const { name } of rows.filter((row) => !MOVING.test(row.name))) {
      sums[name] = (await api.db.query<{ sum: string }>(`select count(*) || ':' || coalesce(md5(string_agg(line, '|' order by line)), '') as sum from (select to_jsonb(t)::text as line from "${name}" t) x`)).rows[0]!.sum;
    }
    const indexes = await api.db.query<{ sum: string }>(`select string_agg(indexname, ',' order by indexname) as sum from pg_indexes where schemaname = 'public'`);
    return { ...sums, 'the indexes': indexes.rows[0]!.sum, 'what is remembered of rows that are gone': (await api.db.query<{ sum: string }>(`select count(*)::text as sum from revision r where r.table_name = 'customer' and not exists (select 1 from customer c where c.id = r.row_id)`)).rows[0]!.sum };
  };

  it.each(Object.values(PackCode))('%s is applied and removed, and nothing tells that it was there', async (code) => {
    await atRest(api.db);
    const before = await state();
    expect((await admin.mutate(APPLY, { c: code })).applyPack.applied).toBe(true);
    expect(await state()).not.toEqual(before);
    expect((await admin.mutate(REMOVE, { c: code })).removePack.applied).toBe(false);
    await atRest(api.db);
    expect(await state()).toEqual(before);
  });

  it('all four together, with values that people have entered, leave the records as they were but for their version', async () => {
    const { customers } = await admin.query('{ customers(first: 1) { nodes { id version } } }');
    const [{ id, version }] = customers.nodes;
    const plain = async (): Promise<unknown> => (await api.db.query(`select md5(string_agg((to_jsonb(c) - 'version' - 'updated_at')::text, '|' order by c.id)) as sum from customer c`)).rows[0];
    const before = await plain();
    for (const code of Object.values(PackCode)) await admin.mutate(APPLY, { c: code });
    const custom = [{ key: 'finBranch', value: '静安' }, { key: 'memberCard', value: 'M-1' }, { key: 'shopSize', value: 'M' }, { key: 'servicePlan', value: 'PLUS' }];
    await admin.mutate('mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id } }', { id, v: version, i: { custom } });
    await admin.mutate('mutation($id: ID!, $i: RiskAssessmentInput!) { assessRisk(customerId: $id, input: $i) { id } }', { id, i: { level: 'C2' } });
    for (const code of Object.values(PackCode).reverse()) await admin.mutate(REMOVE, { c: code });
    expect(await plain()).toEqual(before);
    expect((await api.db.query('select (select count(*) from custom_field) + (select count(*) from pack_sample) + (select count(*) from pack_rule) + (select count(*) from risk_assessment) as left')).rows[0].left).toBe(0);
  });
});
