import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

/*
 * A record that is bait is no customer: it is in no figure. Every figure that the API gives about many customers is read here before there is
 * a bait and after, and once more when the mark is gone: then each of them is another one, or this spec would compare nothing.
 */
let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
});
afterAll(() => api?.close());

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1_500; tries += 1) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('It never came to that');
};
const place = { tag: '', topic: '', form: '', channel: '' };

/** Somebody with all that is counted: a channel, a tag, contacts, purchases, an interest, an answer to a survey, values of fields, requests. */
async function somebody(name: string, phone: string, minor = 12_345): Promise<string> {
  const { id } = (await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name, phone, sourceId: place.channel, tagIds: [place.tag] } })).createCustomer;
  await api.write(`
    insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key)
      select gen_random_uuid(), n.no, 'SALE', now(), company_today(), $1::uuid, $3, 'CNY', 'spec', n.no from unnest(array[$2 || '-a', $2 || '-b', $2 || '-c']) n(no)`, [id, phone, minor]);
  await api.write('select refresh_customer_summary($1::uuid[])', [[id]]);
  await api.write('insert into customer_interest (customer_id, topic_id, events, score) values ($1, $2, 1, 1)', [id, place.topic]);
  await api.write(`update customer set custom = jsonb_build_object('memberCard', 'M1') where id = $1`, [id]);
  await api.write(`
    with s as (insert into intake_submission (id, customer_id, origin, form_id, scope, key, state) values (gen_random_uuid(), $1::uuid, 'SURVEY', $2::uuid, 'spec', $3, 'MATCHED') returning id)
    insert into form_answer (id, submission_id, form_id, customer_id, question, score) select gen_random_uuid(), s.id, $2::uuid, $1::uuid, 'q1', 7 from s`, [id, place.form, phone]);
  await api.write(`insert into service_request (id, customer_id, kind, subject) values (gen_random_uuid(), $1, 'QUESTION', 'spec')`, [id]);
  return id;
}

/** The report of the month, measured anew. */
async function quality(): Promise<unknown> {
  await admin.mutate('mutation { measureQuality }');
  await until(async () => (await api.db.query(`select 1 from job where name = 'customers.upkeep' and state in ('QUEUED','RUNNING')`)).rowCount === 0);
  const { nodes } = (await admin.query('{ qualityReports(first: 1) { nodes { customers completeness distribution { customers } sections { section customers } sources { customers } contacts { kind contacts } } } }')).qualityReports;
  return nodes[0];
}

/** Every figure about many customers that the API gives, by name. */
async function figures(): Promise<Record<string, unknown>> {
  const said = await admin.query(`{
    customerFigures { mine { count } all { count } bought { count } fresh { count } }
    reconciliation { group name identityKind customers unified duplicates unmatched }
    tags { id customerCount } topics { id customerCount } customFields { key valueCount } packKpis { code key value }
    forms(first: 10) { nodes { id submissionCount } }
  }`);
  const { formResults } = await admin.query('query($id: ID!) { formResults(id: $id) { key count mean } }', { id: place.form });
  const reconciled = (group: string): unknown => said.reconciliation.filter((line: { group: string }) => line.group === group);
  return {
    ...Object.fromEntries(Object.entries(said.customerFigures as Record<string, { count: number }>).map(([name, { count }]) => [`home ${name}`, count])),
    ...Object.fromEntries(said.packKpis.map(({ code, key, value }: { code: string; key: string; value: number | null }) => [`pack ${code} ${key}`, value])),
    'records of channels': reconciled('RECORDS'), 'contacts of channels': reconciled('IDENTITIES'),
    'tags': said.tags, 'topics': said.topics, 'values of fields': said.customFields, 'submissions': said.forms.nodes, 'answers of a survey': formResults, 'quality': await quality(),
  };
}

/** What a record without a closed request, a rating or a holding does not move, bait or not. */
const UNMOVED = /^pack (FINANCE|SERVICES (?!openRequests))/;

describe('a bait record', () => {
  let without: Record<string, unknown>;
  beforeAll(async () => {
    place.channel = (await admin.mutate('mutation { createChannel(input: { name: "柜台", kind: STORE }) { id } }')).createChannel.id;
    place.tag = (await admin.mutate('mutation { createTag(name: "常客") { id } }')).createTag.id;
    place.topic = (await admin.mutate('mutation { createTopic(input: { code: "tea", name: "茶" }) { id } }')).createTopic.id;
    for (const code of ['RETAIL', 'ECOMMERCE', 'SERVICES']) await admin.mutate('mutation($code: PackCode!) { applyPack(code: $code) { code } }', { code });
    place.form = (await admin.mutate('mutation($input: FormInput!) { createForm(kind: SURVEY, input: $input) { id } }', { input: { name: '满意度', title: { zh: '满意度', en: 'How was it' }, questions: [{ kind: 'SCALE', label: { zh: '推荐吗', en: 'Would you recommend us' } }] } })).createForm.id;
    const plain = await somebody('平常人', '13800138301', 9_900);
    await api.write(`delete from sales_order where customer_id = $1 and order_no like '%-b' or customer_id = $1 and order_no like '%-c'`, [plain]);
    await api.write('select refresh_customer_summary($1::uuid[])', [[plain]]);
    await api.write(`update customer set custom = null where id = $1`, [plain]);
    without = await figures();
  }, 900_000);

  it('is in no figure at all, and in each of them once it is bait no longer', async () => {
    const bait = await somebody('诱饵', '13800138302');
    await admin.mutate('mutation($id: ID!) { markBait(customerId: $id) { id } }', { id: bait });
    expect(await figures()).toEqual(without);
    // The list shows it as any other: nobody can tell.
    expect((await admin.query('{ customers(filter: { name: { equals: "诱饵" } }) { nodes { id } } }')).customers.nodes).toEqual([{ id: bait }]);
    await admin.mutate('mutation($id: ID!) { unmarkBait(customerId: $id) }', { id: bait });
    const counted = await figures();
    const same = Object.keys(without).filter((name) => JSON.stringify(counted[name]) === JSON.stringify(without[name]));
    expect(same.filter((name) => !UNMOVED.test(name))).toEqual([]);
  });

  it('that was taken into another record leaves that one a customer', async () => {
    const [real, bait] = [await somebody('真客户', '13800138303'), await somebody('诱饵二', '13800138304')];
    const before = (await admin.query('{ customerFigures { all { count } } }')).customerFigures.all.count;
    await admin.mutate('mutation($id: ID!) { markBait(customerId: $id) { id } }', { id: bait });
    await admin.mutate('mutation($i: MergeInput!) { mergeCustomers(input: $i) { batchId } }', { i: { survivorId: real, absorbedIds: [bait], choices: [] } });
    expect((await admin.query('{ customerFigures { all { count } } }')).customerFigures.all.count).toBe(before - 1);
  });

  it('has figures that are for whoever reads customers, within their reach alone', async () => {
    expect(await api.anonymous().refusal('{ customerFigures { all { count } } }')).toBe('NOT_SIGNED_IN');
    expect((await (await api.as('SALES')).query('{ customerFigures { all { count isExact } mine { count } } }')).customerFigures).toEqual({ all: { count: 0, isExact: true }, mine: { count: 0 } });
  });
});
