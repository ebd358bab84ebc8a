import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
const UPDATE = 'mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id version } }';
const ADD = 'mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id identities { id primary kind } } }';
const REMOVE = 'mutation($id: ID!) { removeIdentity(id: $id) { id } }';
const PRIMARY = 'mutation($id: ID!) { makeIdentityPrimary(id: $id) { id } }';
const ASSIGN = 'mutation($id: ID!, $owner: ID!) { assignCustomer(id: $id, ownerId: $owner) { id } }';
const ARCHIVE = 'mutation($id: ID!) { archiveCustomer(id: $id) { id } }';
const RESTORE = 'mutation($id: ID!) { restoreCustomer(id: $id) { id } }';
const READ = '($id: ID!) { customer(id: $id) { id version identities { id kind primary } archivedAt } }';
const STORE = 'mutation($id: ID!) { storeCustomerRecord(id: $id) { id takenAt sha256 size isReproduced takenBy { name } } }';
const THEN = 'query($id: ID!, $at: DateTime!) { customerRecordAsOf(id: $id, at: $at) { at customer parts { type rows } text sha256 whole exactSince } }';
const ORDERS_THEN = 'query($id: ID!, $at: DateTime!) { customer(id: $id, asOf: $at) { latestOrders { orderNo } ordersThen { orderNo amount owner { name } lines { lineNo productName quantity amount } } } }';
const CUSTOMER_THEN = 'query($id: ID!, $at: DateTime!) { customer(id: $id, asOf: $at) { id name city stage owner { name } tags { name } identities { value primary } } }';
const MERGE = 'mutation($input: MergeInput!) { mergeCustomers(input: $input) { mergeIds } }';
const UNMERGE = 'mutation($id: ID!) { unmergeCustomer(id: $id) { mergeIds } }';
const KEPT = 'query($id: ID!) { profileSnapshots(customerId: $id) { nodes { id sha256 isReproduced } } }';

// Nights of work are waited for, however busy the machine is.
jest.setTimeout(120_000);

let api: Api;
let admin: Client;
let sales: Client;

/** The same numbers in every run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const version = async (id: string): Promise<number> => (await admin.query(`query${READ}`, { id })).customer.version;

beforeAll(async () => {
  api = await startApi();
  [admin, sales] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES')]);
});
afterAll(() => api?.close());

/** One thing that can happen to a record, by chance. */
async function happens(id: string, chance: () => number, tags: readonly string[]): Promise<void> {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)]!;
  const { customer } = await admin.query(`query${READ}`, { id });
  const identities = customer.identities as { id: string; kind: string; primary: boolean }[];
  const said = chance();
  if (customer.archivedAt) return void (await admin.mutate(RESTORE, { id }));
  if (chance() < 0.3) return happensToOrders(id, chance);
  if (said < 0.45) {
    const input = pick([{ city: pick(['上海', '杭州', '苏州', null]) }, { name: `改名${Math.floor(chance() * 1000)}` }, { stage: pick(['NEW', 'ACTIVE', 'LOST']) }, { birthDate: pick(['1990-01-02', '1985-05-06', null]) },
      { occupationText: pick(['木匠', '画家', null]) }, { gender: pick(['FEMALE', 'MALE']) }, { companyName: `公司${Math.floor(chance() * 100)}` }]);
    return void (await admin.mutate(UPDATE, { id, version: customer.version, input }));
  }
  if (said < 0.6) return void (await admin.mutate(UPDATE, { id, version: customer.version, input: { tagIds: tags.filter(() => chance() < 0.5) } }));
  if (said < 0.75) return void (await admin.mutate(ADD, { id, input: { kind: 'EMAIL', value: `a${Math.floor(chance() * 1e9)}@example.com`, label: pick(['工作', '家', null]) } }));
  if (said < 0.85 && identities.length > 1) return void (await admin.mutate(REMOVE, { id: pick(identities).id }));
  if (said < 0.92 && identities.length > 0) return void (await admin.mutate(PRIMARY, { id: pick(identities).id }));
  if (said < 0.97) return void (await admin.mutate(ASSIGN, { id, owner: pick([personId('SALES'), personId('MARKETER'), personId('MANAGER')]) }));
  await admin.mutate(ARCHIVE, { id });
}

/** One thing that can happen to an order: a line is corrected, all lines are replaced as an import does, one goes or comes, the order itself changes, is put away or brought back. */
async function happensToOrders(id: string, chance: () => number): Promise<void> {
  const { rows } = await api.db.query<{ id: string; key: string; archived: boolean }>('select id, external_key as key, archived_at is not null as archived from sales_order where customer_id = $1 order by external_key', [id]);
  const one = rows[Math.floor(chance() * rows.length)];
  if (!one) return order(id, `N-${Math.floor(chance() * 1e6)}`);
  const said = chance();
  const amount = Math.floor(chance() * 10_000);
  if (one.archived) return api.write('update sales_order set archived_at = null, version = version + 1 where id = $1', [one.id]);
  if (said < 0.3) return api.write(`update order_line set quantity = quantity + 1, amount_minor = $2, version = version + 1 where id = (select id from order_line where order_id = $1 order by line_no limit 1)`, [one.id, amount]);
  if (said < 0.6) return replaceLines(one.id, [`换${amount}`, '邮费']);
  if (said < 0.7) return api.write('delete from order_line where id = (select id from order_line where order_id = $1 order by line_no desc limit 1)', [one.id]);
  if (said < 0.8) return api.write(`insert into order_line (id, order_id, line_no, product_name, quantity, unit_price_minor, amount_minor, currency) select uuidv7(), $1, coalesce(max(line_no), 0) + 1, '添', 1, $2, $2, 'CNY' from order_line where order_id = $1`, [one.id, amount]);
  if (said < 0.95) return api.write('update sales_order set amount_minor = $2, line_count = line_count + 1, version = version + 1 where id = $1', [one.id, amount]);
  await api.write('update sales_order set archived_at = now(), version = version + 1 where id = $1', [one.id]);
}

/** All lines of an order in one unit of work, as a file that is imported again writes them. */
const replaceLines = (orderId: string, names: readonly string[]): Promise<void> => api.write(
  `with gone as (delete from order_line where order_id = $1 returning line_no), past as (select count(*) from gone)
    insert into order_line (id, order_id, line_no, product_name, quantity, unit_price_minor, amount_minor, currency)
      select uuidv7(), $1, 100 * (1 + (select coalesce(max(line_no), 0) / 100 from order_line where order_id = $1)) + n.place, n.name, 2, 500, 1000, 'CNY' from past, unnest($2::text[]) with ordinality n(name, place)`, [orderId, names]);

/** Another record of the same person, with a contact and an order of its own, merged into this one; gives the merge. */
async function merged(id: string): Promise<string> {
  if ((await admin.query(`query${READ}`, { id })).customer.archivedAt) await admin.mutate(RESTORE, { id });
  const other = (await sales.mutate(CREATE, { input: { name: '另一份', phone: '13800138999', city: '宁波' } })).createCustomer.id;
  await order(other, 'M-1');
  const { mergeCustomers } = await admin.mutate(MERGE, { input: { survivorId: id, absorbedIds: [other] } });
  return mergeCustomers.mergeIds[0];
}

describe('a record as it was', () => {
  it('comes back byte for byte after 500 later changes, from each of the instants at which it was kept', async () => {
    const chance = chanceOf(20261122);
    const tags: string[] = [];
    for (const name of ['重点', '老客', '介绍']) tags.push((await admin.mutate('mutation($name: String!) { createTag(name: $name) { id } }', { name })).createTag.id);
    const { id } = (await sales.mutate(CREATE, { input: { name: '存档人', phone: '13800138123', city: '南京', tagIds: tags.slice(0, 1) } })).createCustomer;
    await order(id, 'A-1');
    const kept: { id: string; takenAt: string; sha256: string }[] = [];
    let merge: string | null = null;
    for (let at = 0; at < 500; at += 1) {
      if (at % 100 === 0) kept.push((await admin.mutate(STORE, { id })).storeCustomerRecord);
      await happens(id, chance, tags);
      if (at === 250) await order(id, 'A-2');
      if (at === 150) merge = await merged(id);
      if (at === 350 && merge) await admin.mutate(UNMERGE, { id: merge });
    }
    const { rows } = await api.db.query('select id, content from profile_snapshot where customer_id = $1', [id]);
    const contents = new Map(rows.map((row) => [row.id as string, row.content as string]));
    for (const one of kept) {
      const { customerRecordAsOf: then } = await admin.query(THEN, { id, at: one.takenAt });
      expect(then).toMatchObject({ text: contents.get(one.id), sha256: one.sha256, whole: true });
    }
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(kept.length);
    const { profileSnapshots } = await admin.query(KEPT, { id });
    expect(profileSnapshots.nodes.map((one: { isReproduced: boolean }) => one.isReproduced)).toEqual(kept.map(() => true));
    const first = JSON.parse(contents.get(kept[0]!.id)!);
    expect(first.parts.CustomerIdentity).toEqual([expect.objectContaining({ kind: 'PHONE', value: '138****8123', primary: true })]);
    expect(first.parts.Order.map((row: { orderNo: string }) => row.orderNo)).toEqual(['A-1']);
    expect(first.parts.Order[0].lines.map((row: { productName: string; quantity: number }) => [row.productName, row.quantity])).toEqual([['A-1 之一', 1], ['A-1 之二', 2]]);
    const told = (await api.db.query(`select operation, count(*)::int as times from revision where table_name = 'order_line' group by 1`)).rows;
    expect(told.map(({ operation }) => operation).sort()).toEqual(['DELETE', 'UPDATE']);
    expect(JSON.stringify(first)).not.toContain('13800138123');
  }, 900_000);

  it('tells the fields of the customer for that instant in the same query, and nothing before it was there', async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const { id } = (await sales.mutate(CREATE, { input: { name: '早先', city: '南京', phone: '13800138124' } })).createCustomer;
    const at = (await admin.mutate(STORE, { id })).storeCustomerRecord.takenAt;
    await admin.mutate(UPDATE, { id, version: await version(id), input: { name: '后来', city: '北京' } });
    await admin.mutate(ASSIGN, { id, owner: personId('MARKETER') });
    expect((await admin.query(CUSTOMER_THEN, { id, at })).customer).toMatchObject({ id, name: '早先', city: '南京', owner: { name: '赵一凡' }, identities: [{ value: '138****8124', primary: true }] });
    expect((await admin.query(CUSTOMER_THEN, { id, at: before })).customer).toBeNull();
    expect((await admin.query(THEN, { id, at: before })).customerRecordAsOf).toBeNull();
  });

  it('gives the orders of that instant with their lines, as they were: corrected, replaced, put away or added since', async () => {
    const { id } = (await sales.mutate(CREATE, { input: { name: '下单人', phone: '13800138127' } })).createCustomer;
    for (const no of ['O-1', 'O-2', 'O-3', 'O-4']) await order(id, no);
    const orderId = async (no: string): Promise<string> => (await api.db.query('select id from sales_order where order_no = $1', [no])).rows[0].id as string;
    const at = (await admin.mutate(STORE, { id })).storeCustomerRecord.takenAt;
    const then = (await admin.query(ORDERS_THEN, { id, at })).customer;
    await api.write('update order_line set quantity = 9, version = version + 1 where order_id = $1 and line_no = 1', [await orderId('O-1')]);
    await replaceLines(await orderId('O-2'), ['另一件']);
    await api.write('update sales_order set archived_at = now(), version = version + 1 where id = $1', [await orderId('O-3')]);
    await api.write('update sales_order set amount_minor = 1, version = version + 1 where id = $1', [await orderId('O-4')]);
    await order(id, 'O-5');
    expect((await admin.query(ORDERS_THEN, { id, at })).customer).toEqual(then);
    expect(then.ordersThen.map((one: { orderNo: string }) => one.orderNo)).toEqual(['O-4', 'O-3', 'O-2', 'O-1']);
    expect(then.latestOrders.map((one: { orderNo: string }) => one.orderNo)).toEqual(['O-4', 'O-3', 'O-2']);
    expect(then.ordersThen[2]).toMatchObject({ amount: { minor: 12345, currency: 'CNY' }, owner: { name: '赵一凡' }, lines: [{ lineNo: 1, productName: 'O-2 之一', quantity: 1, amount: { minor: 100, currency: 'CNY' } }, { lineNo: 2, productName: 'O-2 之二', quantity: 2 }] });
    const now = (await admin.query(ORDERS_THEN, { id, at: new Date().toISOString() })).customer.ordersThen;
    expect(now.map((one: { orderNo: string; lines: { productName: string; quantity: number }[] }) => [one.orderNo, one.lines.map(({ productName, quantity }) => `${productName} ${quantity}`).join()])).toEqual([
      ['O-5', 'O-5 之一 1,O-5 之二 2'], ['O-4', 'O-4 之一 1,O-4 之二 2'], ['O-2', '另一件 2'], ['O-1', 'O-1 之一 9,O-1 之二 2'],
    ]);
    expect((await admin.query('query($id: ID!) { customer(id: $id) { ordersThen { id } } }', { id })).customer.ordersThen).toBeNull();
    await api.write('delete from sales_order where customer_id = $1', [id]);
    expect((await api.db.query(`select 1 from revision r where r.table_name = 'order_line' and not exists (select 1 from sales_order o where o.id = r.row_id)`)).rows).toEqual([]);
  });

  it('is told by the rights of now: masked names stay masked, contacts and orders closed to a role are not there', async () => {
    const { id } = (await sales.mutate(CREATE, { input: { name: '王遮盖', city: '南京', phone: '13800138125' } })).createCustomer;
    await order(id, 'B-1');
    const at = (await admin.mutate(STORE, { id })).storeCustomerRecord.takenAt;
    const { customerRecordAsOf: then } = await (await api.as('ANALYST')).query(THEN, { id, at });
    expect(then.whole).toBe(false);
    expect(then.customer.name).not.toBe('王遮盖');
    expect(then.parts.map(({ type }: { type: string }) => type)).not.toContain('CustomerIdentity');
    expect(then.text).not.toMatch(/王遮盖|138\*{4}/);
  });

  it('is kept by who may change the customer alone, and neither kept nor told out of reach', async () => {
    const { id } = (await sales.mutate(CREATE, { input: { name: '守门' } })).createCustomer;
    const south = await api.as('SALES_SOUTH');
    expect(await (await api.as('AUDITOR')).refusal(STORE, { id })).toBe('FORBIDDEN');
    expect(await south.refusal(STORE, { id })).toBe('NOT_FOUND');
    expect(await south.refusal(KEPT, { id })).toBe('NOT_FOUND');
    expect(await south.refusal(THEN, { id, at: new Date().toISOString() })).toBe('NOT_FOUND');
    expect(await south.refusal(CUSTOMER_THEN, { id, at: new Date().toISOString() })).toBe('NOT_FOUND');
    expect(await sales.refusal(THEN, { id, at: new Date(Date.now() + 86_400_000).toISOString() })).toBe('INVALID_INPUT');
  });

  it('follows a part that has moved to another record: there until then, here from then on', async () => {
    const one = (await sales.mutate(CREATE, { input: { name: '此', phone: '13800138126' } })).createCustomer.id;
    const other = (await sales.mutate(CREATE, { input: { name: '彼' } })).createCustomer.id;
    const before = (await admin.mutate(STORE, { id: one })).storeCustomerRecord.takenAt;
    await api.write('update customer_identity set customer_id = $2, side_id = $1, label = $3 where customer_id = $1', [one, other, '移来']);
    const after = (await admin.mutate(STORE, { id: other })).storeCustomerRecord.takenAt;
    const contacts = async (id: string, at: string): Promise<(string | null)[]> => {
      const { parts } = (await admin.query(THEN, { id, at })).customerRecordAsOf;
      return parts.find(({ type }: { type: string }) => type === 'CustomerIdentity').rows.map((row: { label: string | null }) => row.label);
    };
    expect([await contacts(one, before), await contacts(other, before), await contacts(one, after), await contacts(other, after)]).toEqual([[null], [], [], ['移来']]);
  });
});

/** An order with two lines. */
const order = (customer: string, no: string): Promise<void> => api.write(
  `with made as (insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key, owner_id, team_id)
    select uuidv7(), $2, 'SALE', now(), current_date, c.id, 12345, 'CNY', 'spec', $2, c.owner_id, c.team_id from customer c where c.id = $1 returning id)
    insert into order_line (id, order_id, line_no, product_name, quantity, unit_price_minor, amount_minor, currency)
      select uuidv7(), made.id, n.no, $2 || ' ' || n.name, n.no, 100, n.no * 100, 'CNY' from made, (values (1, '之一'), (2, '之二')) n(no, name)`, [customer, no]);
