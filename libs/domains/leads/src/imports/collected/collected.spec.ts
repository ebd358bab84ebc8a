import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, type Client, startApi } from '@dossier/kernel/testing';

const COLLECT = 'mutation($input: CollectedLeadsInput!) { collectLeads(input: $input) { key isNew } }';
const entry = (key: string, more: object = {}) => ({ key, at: '2026-11-20T03:00:00.000Z', name: '展会来客', companyName: '恒远机械', phone: '13911110001', interest: '看样机', note: '想约下周拜访', grade: 'A', fair: '秋季广交会', isAgreed: true, ...more });

describe('people met at a stand', () => {
  let api: Api;
  let sales: Client;
  beforeAll(async () => {
    api = await startApi();
    sales = await api.as('SALES');
  });
  afterAll(() => api.close());

  const leadsOf = async (subject: string) => (await api.db.query(
    `select l.origin, l.subject, l.need, l.attributes, l.touches, to_char(l.opened_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, c.name, c.company_name from lead l join customer c on c.id = l.customer_id where l.subject = $1`, [subject])).rows;
  const until = async <T>(find: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const found = await find();
      if (isThere(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('It does not come');
  };

  it('become a record and a lead each, at the time they were met, and once however often the phone sends', async () => {
    const { collectLeads: first } = await sales.mutate(COLLECT, { input: { entries: [entry('phone-0001'), entry('phone-0002', { phone: '13911110002', name: '另一位', interest: '问价格' })] } });
    expect(first).toEqual([{ key: 'phone-0001', isNew: true }, { key: 'phone-0002', isNew: true }]);
    const { collectLeads: again } = await sales.mutate(COLLECT, { input: { entries: [entry('phone-0001'), entry('phone-0003', { phone: '13911110003', interest: '第三位' })] } });
    expect(again).toEqual([{ key: 'phone-0001', isNew: false }, { key: 'phone-0003', isNew: true }]);
    const found = await until(() => leadsOf('看样机'), (rows) => rows.length > 0);
    expect(found).toEqual([{ origin: 'FAIR', subject: '看样机', need: null, attributes: { grade: 'A', fair: '秋季广交会' }, touches: 1, at: '2026-11-20 03:00', name: '展会来客', company_name: '恒远机械' }]);
    await until(() => leadsOf('第三位'), (rows) => rows.length > 0);
    expect(await leadsOf('看样机')).toHaveLength(1);
  }, 300_000);

  it('bear the channel of the fair, and stand in the ledger with what was agreed to, in which words, when and where', async () => {
    const id = async (text: string): Promise<string> => (await api.db.query(text)).rows[0].id;
    const admin = await api.as('ADMIN');
    const sourceId = (await admin.mutate('mutation { createChannel(input: { name: "秋季广交会", kind: EVENT }) { id } }')).createChannel.id;
    const purposeId = await id(`select id from purpose where legal_basis = 'CONSENT' and archived_at is null order by created_at, id limit 1`);
    const wording = '同意通过电话和短信收到产品消息';
    await sales.mutate(COLLECT, { input: { entries: [
      entry('phone-0201', { phone: '13911110201', interest: '有渠道', sourceId, purposeId, wording }), entry('phone-0202', { phone: '13911110202', interest: '没同意', sourceId, purposeId, wording, isAgreed: false }),
    ] } });
    await until(async () => [...await leadsOf('有渠道'), ...await leadsOf('没同意')], (rows) => rows.length === 2);
    const told = async (subject: string) => {
      const [row] = (await api.db.query('select l.source_id, c.source_id as record_source, c.id from lead l join customer c on c.id = l.customer_id where l.subject = $1', [subject])).rows;
      expect([row.source_id, row.record_source]).toEqual([sourceId, sourceId]);
      const { nodes } = (await admin.query('query($id: ID!) { consentEntries(customerId: $id) { nodes { id act at source purpose { id } } } }', { id: row.id })).consentEntries;
      return Promise.all(nodes.map(async (line: { id: string; purpose: { id: string } }) => ({ ...line, id: '', purpose: line.purpose.id, proof: (await admin.mutate('mutation($id: ID!) { revealConsentProof(id: $id) { proof } }', { id: line.id })).revealConsentProof.proof })));
    };
    expect(await told('有渠道')).toEqual([{ id: '', act: 'GIVEN', at: '2026-11-20T03:00:00Z', source: 'FORM', purpose: purposeId, proof: `${wording}（收集于“秋季广交会”）` }]);
    expect(await told('没同意')).toEqual([]);
    const before = (await api.db.query('select count(*)::int as n from intake_submission')).rows[0].n;
    for (const over of [{ sourceId: purposeId }, { purposeId: sourceId }]) expect(await sales.refusal(COLLECT, { input: { entries: [entry('phone-0203', over)] } })).toBe('NOT_FOUND');
    expect((await api.db.query('select count(*)::int as n from intake_submission')).rows[0].n).toBe(before);
    // A channel that was put away since is still where they came from.
    await api.write('update channel set archived_at = now() where id = $1', [sourceId]);
    expect((await sales.mutate(COLLECT, { input: { entries: [entry('phone-0204', { phone: '13911110204', interest: '迟到', sourceId })] } })).collectLeads).toEqual([{ key: 'phone-0204', isNew: true }]);
  }, 300_000);

  it('leave no note and no contact in clear', async () => {
    const { rows } = await api.db.query(`select to_jsonb(s)::text as text from intake_submission s where s.origin = 'FAIR'`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) for (const secret of ['13911110001', '想约下周拜访', '展会来客']) expect(text).not.toContain(secret);
  });

  it('are refused from somebody without the word, and kept apart by who sends', async () => {
    const analyst = await api.as('ANALYST');
    expect(await analyst.refusal(COLLECT, { input: { entries: [entry('phone-0009')] } })).toBe('FORBIDDEN');
    const marketer = await api.as('MARKETER');
    const { collectLeads: other } = await marketer.mutate(COLLECT, { input: { entries: [entry('phone-0001', { phone: '13911110077', interest: '同一个键' })] } });
    expect(other).toEqual([{ key: 'phone-0001', isNew: true }]);
  });

  it('are refused together where one of them names nobody, or where there are too many', async () => {
    const before = (await api.db.query('select count(*)::int as n from intake_submission')).rows[0].n;
    expect(await sales.refusal(COLLECT, { input: { entries: [entry('phone-0101'), { key: 'phone-0102', at: '2026-11-20T03:00:00.000Z', interest: 'x' }] } })).toBe('CUSTOMER_WITHOUT_NAME');
    expect(await sales.refusal(COLLECT, { input: { entries: [] } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(COLLECT, { input: { entries: Array.from({ length: 101 }, (_, at) => entry(`phone-9${String(at).padStart(4, '0')}`)) } })).toBe('INVALID_INPUT');
    expect(await sales.refusal(COLLECT, { input: { entries: [entry('phone-0103', { grade: 'E' })] } })).toBe('INVALID_INPUT');
    expect((await api.db.query('select count(*)::int as n from intake_submission')).rows[0].n).toBe(before);
  });
});
