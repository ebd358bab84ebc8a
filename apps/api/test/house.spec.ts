import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { terms } from '@dossier/vocabulary/terms';
import { guardSchema } from '@dossier/kernel/gate';
import { startApi, type Api } from '@dossier/kernel/testing';
import { builtSchema, namesOwingTerms, printedAccess, printedDictionary, printedSchema } from '../src/prints';

const committed = (file: string): string => readFileSync(file, 'utf8');

describe('what is printed stands committed: after a change run `npm run print` and review the lines', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await builtSchema();
  });

  it('the schema', () => expect(printedSchema(schema)).toBe(committed('apps/api/schema.graphql')));
  it('the table of rights', () => expect(printedAccess(schema)).toBe(committed('apps/api/access.md')));
  it('the dictionary', () => expect(printedDictionary()).toBe(committed('docs/dictionary.md')));
  it('has a term for every type and enum value', () => expect(namesOwingTerms(schema).filter((name) => !(name in terms))).toEqual([]));

  it('lets every field of a row but id and version be null, for rights may close it', () => {
    const rows = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => type instanceof GraphQLObjectType && 'version' in type.getFields());
    const strict = rows.flatMap((type) => Object.values(type.getFields()).filter((field) => String(field.type).endsWith('!') && !['id', 'version'].includes(field.name)).map((field) => `${type.name}.${field.name}`));
    expect(strict).toEqual([]);
  });
});

describe('the gate', () => {
  const open = { access: 'anyone' };
  it('stops the boot on an operation without a word', () => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { bare: { type: GraphQLString }, dressed: { type: GraphQLString, extensions: open } } });
    expect(() => guardSchema(new GraphQLSchema({ query }))).toThrow('No @Access on Query.bare');
  });
  it('stops the boot on a type without a word', () => {
    const thing = new GraphQLObjectType({ name: 'Thing', fields: { secret: { type: GraphQLString } } });
    const query = new GraphQLObjectType({ name: 'Query', fields: { thing: { type: thing, extensions: open } } });
    expect(() => guardSchema(new GraphQLSchema({ query }))).toThrow('No @Access on Thing');
  });
  it('stops the boot on a computed field without a word', () => {
    const thing = new GraphQLObjectType({ name: 'Thing', extensions: open, fields: { plain: { type: GraphQLString }, computed: { type: GraphQLString, resolve: () => 'x' } } });
    const query = new GraphQLObjectType({ name: 'Query', fields: { thing: { type: thing, extensions: open } } });
    expect(() => guardSchema(new GraphQLSchema({ query }))).toThrow('No @Access on Thing.computed');
  });
});

describe('the tables', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());

  /** Tables of the mechanisms themselves: the trail cannot watch itself, and the queue has its own keeper. */
  const mechanisms = ['audit_entry', 'audit_change', 'audit_seal', 'audit_state', 'audit_dropped', 'read_count', 'known_place', 'revision', 'job', 'installation', 'migrations', 'sign_in_throttle', 'webhook_throttle'];

  it('all bear row policies, and all but stages and counters the audit triggers', async () => {
    const { rows } = await api.db.query<{ name: string; forced: boolean; secured: boolean; triggers: number }>(
      `select c.relname as name, c.relforcerowsecurity as forced, c.relrowsecurity as secured, (select count(*)::int from pg_trigger t where t.tgrelid = c.oid and t.tgname in ('audit_insert','audit_update','audit_delete')) as triggers
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r','p') and not c.relispartition order by 1`,
    );
    const ours = rows.filter((row) => !mechanisms.includes(row.name));
    expect(ours.filter((row) => !row.secured).map((row) => row.name)).toEqual([]);
    expect(ours.filter((row) => row.triggers !== 3).map((row) => row.name)).toEqual(UNWATCHED);
  });

  it('refuse a write outside a unit of work', async () => {
    await expect(api.db.query(`insert into tag (id, name) values (gen_random_uuid(), 'stray')`)).rejects.toThrow('outside a unit of work');
  });

  it('refuse to unwrite the trail', async () => {
    await expect(api.db.query('delete from audit_entry')).rejects.toThrow('append-only');
    await expect(api.db.query('truncate audit_change')).rejects.toThrow('append-only');
  });
});

/** Stages, before-images and counters: what they hold is on its way into a watched table, or follows from one. */
const UNWATCHED = ['api_key_seen', 'assignment_round', 'assignment_simulation', 'basket_rule', 'batch_item', 'behaviour_check', 'behaviour_event', 'category_pace', 'category_sum', 'churn_band', 'churn_hazard', 'churn_life', 'churn_month', 'churn_sign', 'churn_state', 'cluster_sum', 'completeness_due', 'consent_state', 'customer_churn', 'customer_cluster', 'customer_completeness', 'customer_interest', 'customer_next', 'customer_summary', 'customer_trait', 'customer_value', 'event_code', 'event_key', 'event_site_day', 'event_times', 'form_answer', 'idempotency', 'import_correction', 'import_row', 'incoming_delivery', 'interest_due', 'interest_state', 'lead_decision', 'lead_dry_run', 'lead_hold', 'lead_lock', 'lead_opening', 'lead_path', 'lead_pick', 'lead_presence', 'lead_score', 'lead_score_due', 'lead_touch', 'lead_transition', 'lead_view', 'lead_wait', 'lead_warning', 'mail_item', 'mail_watch', 'market_month', 'market_need', 'market_sum', 'match_due', 'match_key', 'match_model', 'nurture_enrolment', 'nurture_event', 'order_days', 'product_neighbour', 'product_pace', 'product_popularity', 'recommendation_exposure', 'record_look', 'rollup_due', 'running_process', 'segment_due', 'segment_member', 'segment_state', 'segment_stay', 'segment_zone', 'session_seen', 'slow_statement', 'task_handover', 'trusted_document', 'value_cell', 'value_step', 'value_taken', 'webhook_delivery', 'webhook_event', 'webhook_health'];

