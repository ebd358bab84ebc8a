import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, type Client, startApi } from '@dossier/kernel/testing';

const LEADS = `select l.*, c.name, c.company_name, c.stage as record_stage, c.archived_at is not null as record_gone, u.email as owner_email,
  (select count(*)::int from lead_touch t where t.lead_id = l.id) as touch_rows,
  (select jsonb_agg(jsonb_build_array(t.to_stage, t.to_status, to_char(t.at at time zone 'UTC', 'YYYY-MM-DD'), t.actor_id) order by t.at, t.id) from lead_transition t where t.lead_id = l.id) as course
  from lead l join customer c on c.id = l.customer_id left join app_user u on u.id = l.owner_id`;

const HISTORY = [
  '线索编号,姓名,手机,公司,主题,线索阶段,状态,原因,创建时间,关闭时间,负责人,预计金额,行业,人数,老客户',
  'L-1,韩梅,13800001001,海川贸易,年度采购,谈判,成交,,2026-03-02 10:00,2026-04-01 09:30,{owner},120000,制造,250,true',
  'L-2,李雷,13800001002,,试用,,输单,价格,2026-03-05,2026-03-20,,,零售,12,false',
  'L-3,李雷,13800001002,,再次询价,方案报价,,,2026-05-01,,,8000,零售,12,false',
  'L-4,,,,,,无效,垃圾信息,2026-05-02,2026-05-02,,,,,',
].join('\n');

describe('files of leads', () => {
  let api: Api;
  let admin: Client;
  let owner = '';

  beforeAll(async () => {
    api = await startApi();
    admin = await api.as('ADMIN');
    owner = (await api.db.query(`select email from app_user where kind = 'PERSON' and status = 'ACTIVE' and email like '%@%' order by email limit 1`)).rows[0].email;
  });
  afterAll(() => api.close());

  const upload = async (client: Client, text: string, name = 'leads.csv') =>
    client.post('/api/imports?kind=leads').set('X-File-Name', encodeURIComponent(name)).set('Content-Type', 'application/octet-stream').send(Buffer.from(text));
  const until = async (client: Client, id: string, states: readonly string[]) => {
    for (let tries = 0; tries < 2_000; tries += 1) {
      const found = (await client.query('query($id: ID!) { import(id: $id) { id state newCount sameCount failedCount insertedCount updatedCount skippedCount batchId sameFileAs problems { code column } } }', { id })).import;
      if (states.includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The import does not come to an end');
  };
  const check = async (client: Client, id: string) => {
    await client.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
    return until(client, id, ['CHECKED', 'UPLOADED']);
  };
  const commit = async (client: Client, id: string) => {
    await client.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
    return until(client, id, ['DONE', 'FAILED']);
  };
  const configure = (client: Client, id: string, input: object) => client.mutate('mutation($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { id } }', { id, input });
  const details = async (client: Client, id: string, columns: readonly string[]) => {
    const { mapping } = (await client.query('query($id: ID!) { import(id: $id) { mapping } }', { id })).import;
    await configure(client, id, { mapping: { ...mapping, ...Object.fromEntries(columns.map((column) => [column, 'detail'])) } });
  };
  const bring = async (client: Client, text: string, settle: (id: string) => Promise<unknown> = async () => undefined) => {
    const answer = await upload(client, text);
    expect(answer.status).toBe(201);
    await settle(answer.body.id);
    const tried = await check(client, answer.body.id);
    return { id: answer.body.id as string, tried, done: await commit(client, answer.body.id) };
  };
  const lead = async (key: string) => (await api.db.query(`${LEADS} where l.external_key = $1`, [key])).rows[0];
  const history = (): string => HISTORY.replace('{owner}', owner);

  let first = '';
  it('brings history with its people, its times and its authors, and further columns under their own names', async () => {
    const { id, tried, done } = await bring(admin, history(), (given) => details(admin, given, ['行业', '人数', '老客户']));
    first = id;
    expect(tried).toMatchObject({ newCount: 4, failedCount: 0 });
    expect(done).toMatchObject({ state: 'DONE', insertedCount: 4, updatedCount: 0, failedCount: 0 });
    const won = await lead('L-1');
    expect(won).toMatchObject({ name: '韩梅', company_name: '海川贸易', status: 'WON', stage: 'NEGOTIATION', origin: 'IMPORT', amount_minor: 12_000_000, record_stage: 'NEW', owner_email: owner, touch_rows: 1, attributes: { 行业: '制造', 人数: 250, 老客户: true } });
    expect(won.course.map((step: unknown[]) => step.slice(0, 3))).toEqual([['NEW', 'OPEN', '2026-03-02'], ['NEGOTIATION', 'OPEN', '2026-03-02'], ['NEGOTIATION', 'WON', '2026-04-01']]);
    expect(won.course.map((step: unknown[]) => step[3])).toEqual([won.owner_id, won.owner_id, won.owner_id]);
    expect(await lead('L-2')).toMatchObject({ status: 'LOST', loss_reason: 'PRICE', record_stage: 'PROSPECT' });
    const open = await lead('L-3');
    expect(open).toMatchObject({ status: 'OPEN', stage: 'PROPOSAL', touch_rows: 1 });
    expect(open.course.map((step: unknown[]) => step.slice(0, 2))).toEqual([['NEW', 'OPEN'], ['PROPOSAL', 'OPEN']]);
    expect((await lead('L-4')).name).toBeNull();
    const people = (await api.db.query(`select count(distinct customer_id)::int as n from lead where external_key like 'L-%'`)).rows[0];
    expect(people.n).toBe(3);
  }, 300_000);

  it('changes nothing when the same file, or the same numbers, come again', async () => {
    const before = (await api.db.query('select count(*)::int as leads, (select count(*)::int from lead_touch) as touches, (select count(*)::int from customer) as people from lead')).rows[0];
    const { tried, done } = await bring(admin, history(), (id) => details(admin, id, ['行业', '人数', '老客户']));
    expect(tried).toMatchObject({ newCount: 0, sameCount: 4, sameFileAs: first });
    expect(done).toMatchObject({ insertedCount: 0, updatedCount: 0, skippedCount: 4 });
    const other = await bring(admin, `${history()}\n`.replace('年度采购', '年度采购二'));
    expect(other.done).toMatchObject({ insertedCount: 0, updatedCount: 0, skippedCount: 4 });
    expect((await api.db.query('select count(*)::int as leads, (select count(*)::int from lead_touch) as touches, (select count(*)::int from customer) as people from lead')).rows[0]).toEqual(before);
  }, 300_000);

  it('touches the open lead of somebody known, once for each number, and leaves the record as it is', async () => {
    const text = '线索编号,姓名,手机,城市,主题\nF-1,李雷雷,13800001002,苏州,展会询价\nF-2,李雷雷,13800001002,苏州,展会询价';
    const { done } = await bring(admin, text);
    expect(done).toMatchObject({ insertedCount: 0, updatedCount: 2, failedCount: 0 });
    const open = await lead('L-3');
    expect(open).toMatchObject({ name: '李雷', touches: 3, touch_rows: 3, record_stage: 'PROSPECT' });
    const again = await bring(admin, `${text}\n`);
    expect(again.done).toMatchObject({ insertedCount: 0, updatedCount: 0, skippedCount: 2 });
    expect(await lead('L-3')).toMatchObject({ touches: 3, touch_rows: 3 });
  }, 300_000);

  it('tells what is wrong with a row and gives it back', async () => {
    const text = '线索编号,姓名,邮箱,状态,创建时间,关闭时间,附加\nB-1,Ann,ann@example.com,WON,2026-05-01,2026-04-01,x\n,Ben,ben@example.com,,,,x\nB-3,Cia,cia@example.com,maybe,,,x\nB-4,Dan,dan@example.com,,,,reach me: dan@example.com\nB-5,Eve,eve@example.com,,,,fine';
    const answer = await upload(admin, text);
    await details(admin, answer.body.id, ['附加']);
    const tried = await check(admin, answer.body.id);
    expect(tried.problems.map((one: { code: string }) => one.code).toSorted()).toEqual(['CHOICE_UNKNOWN', 'DAY_OUT_OF_RANGE', 'NOT_ALLOWED', 'REQUIRED']);
    expect(await commit(admin, answer.body.id)).toMatchObject({ insertedCount: 1, failedCount: 4 });
    const file = await admin.get(`/api/imports/${answer.body.id}/failed`).buffer(true);
    expect(file.text.trim().split('\r\n')).toHaveLength(5);
    const staged = (await api.db.query('select problems::text as text from import_row where import_id = $1', [answer.body.id])).rows.map(({ text: kept }) => kept ?? '').join('');
    expect(staged).not.toContain('dan@example.com');
  }, 300_000);

  it('takes a file back: its leads and the records that nothing else uses', async () => {
    const { id, done } = await bring(admin, '线索编号,姓名,手机\nR-1,Rae,13800002001\nR-2,Rob,13800002002');
    expect(done.insertedCount).toBe(2);
    const { batchId } = done;
    const kept = await lead('R-2');
    await bring(admin, '线索编号,姓名,手机,意向产品编码,状态\nR-3,Rob,13800002002,,LOST');
    await admin.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: batchId });
    await until(admin, id, ['REVERTED']);
    expect(await lead('R-1')).toBeUndefined();
    const records = (await api.db.query(`select c.name, c.archived_at is not null as gone from customer c where c.name in ('Rae', 'Rob') order by c.name`)).rows;
    expect(records).toEqual([{ name: 'Rae', gone: true }, { name: 'Rob', gone: false }]);
    expect((await api.db.query('select archived_at is not null as gone from lead where id = $1', [kept.id])).rows[0].gone).toBe(true);
    const again = await bring(admin, '线索编号,姓名,手机\nR-1,Rae,13800002001');
    expect(again.done.insertedCount).toBe(1);
  }, 300_000);

  it('refuses whoever may not import leads, and tells nobody of leads and people out of reach', async () => {
    const analyst = await api.as('ANALYST');
    expect((await upload(analyst, '姓名\nx\n')).status).toBe(403);
    const marketer = await api.as('MARKETER');
    const report = async (key: string, phone: string) => {
      const { tried, done } = await bring(marketer, `线索编号,姓名,手机\n${key},Nora,${phone}`);
      return { tried: { ...tried, id: '', batchId: '' }, done: { ...done, id: '', batchId: '' } };
    };
    const before = await lead('L-3');
    const [known, unknown] = [await report('L-3', '13800001002'), await report('L-NEVER', '13800009999')];
    expect(known).toEqual(unknown);
    expect(known.done).toMatchObject({ insertedCount: 1, updatedCount: 0, failedCount: 0 });
    expect(await lead('L-3')).toMatchObject({ id: before.id, touches: before.touches, version: before.version });
  }, 300_000);

  it('takes no column twice but those that keep their names, and of those only so many', async () => {
    const names = Array.from({ length: 61 }, (_, at) => `c${at}`);
    const { body } = await upload(admin, `姓名,别名,${names.join(',')}\nx,y,${names.join(',')}`);
    expect(await admin.refusal('mutation($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { id } }', { id: body.id, input: { mapping: { 姓名: 'name', 别名: 'name' } } })).toBe('INVALID_INPUT');
    expect(await admin.refusal('mutation($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { id } }', { id: body.id, input: { mapping: { 姓名: 'name', ...Object.fromEntries(names.map((name) => [name, 'detail'])) } } })).toBe('INVALID_INPUT');
    await configure(admin, body.id, { mapping: { 姓名: 'name', ...Object.fromEntries(names.slice(1).map((name) => [name, 'detail'])) } });
  }, 300_000);
});
