import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const NAME = '欧阳若兰';
const REGIONS = ['上海市', '江苏省'] as const;
const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id archiveNo } }';
const COUNTS = 'query($id: ID!) { customer(id: $id) { id summary { orderCount } } }';

interface Made { id: string; archiveNo: string }

after(closeBrowser);

/** Two records of one person, made by two colleagues, each with an order of its own: so alike that no other pair stands before them. */
async function provide(story: Story): Promise<Made[]> {
  const made: Made[] = [];
  const same = { name: NAME, phone: '13877665544', email: 'ouyang.ruolan@example.com', gender: 'FEMALE', city: '上海', companyName: '若兰茶业', birthDate: '1988-03-14', birthPrecision: 'FULL', birthCalendar: 'SOLAR' };
  for (const region of REGIONS) made.push((await story.ask<{ createCustomer: Made }>(CREATE, { input: { ...same, region } })).createCustomer);
  const file = `订单号,下单时间,客户编号,商品名称,数量,单价,币种\nHB-1,2026-01-05 08:26:00,${made[0]!.archiveNo},茶杯,1,12.50,CNY\nHB-2,2026-02-06 10:00:00,${made[1]!.archiveNo},茶壶,1,88.00,CNY\n`;
  const id = await story.page.evaluate(async (text) => {
    const answer = await fetch('/api/imports?kind=orders', { method: 'POST', headers: { 'X-Requested-With': 'dossier', 'X-File-Name': 'orders.csv', 'Content-Type': 'application/octet-stream' }, body: text });
    return ((await answer.json()) as { id: string }).id;
  }, file);
  for (const [verb, end] of [['checkImport', 'CHECKED'], ['commitImport', 'DONE']] as const) {
    await story.ask(`mutation($id: ID!) { ${verb}(id: $id) { id } }`, { id });
    for (let state = ''; state !== end; await new Promise((done) => setTimeout(done, 200))) state = (await story.ask<{ import: { state: string } }>('query($id: ID!) { import(id: $id) { state } }', { id })).import.state;
  }
  return made;
}

const ordersOf = async (story: Story, id: string): Promise<number> => (await story.ask<{ customer: { summary: { orderCount: number } } }>(COUNTS, { id })).customer.summary.orderCount;

/** By key alone to the pair of these two. */
async function goToPair(story: Story, name = NAME): Promise<void> {
  const current = story.page.locator('.d-merging-queue [aria-current="true"]');
  await current.waitFor();
  for (let tries = 0; tries < 200; tries++) {
    if ((await current.textContent())?.includes(name)) return;
    await story.page.keyboard.press('j');
  }
  throw new Error('The pair is not in the queue');
}

describe('A steward merges two records of one person', () => {
  it('by key, sees the orders of both, and takes them apart again', () =>
    tell({ language: 'zh' }, async (story) => {
      await story.signIn('ADMINISTRATOR');
      const [first, second] = await provide(story);
      await story.open('/duplicates');
      await goToPair(story);
      await story.page.getByText(/随 .+ 移动：/).waitFor();
      await story.picture('merge-desk');
      assert.deepEqual(await story.violations(), []);
      await story.page.setViewportSize({ width: 375, height: 812 });
      await story.settled();
      await story.picture('merge-desk.375');
      assert.equal(await story.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1), false);
      await story.page.setViewportSize({ width: 1440, height: 900 });
      await story.page.keyboard.press('1');
      await story.page.getByText('手工选定').first().waitFor();
      await story.page.keyboard.press('Enter');
      await story.page.getByText(/已合并到/).first().waitFor();

      await story.open(`/customers/${second!.id}`);
      const stands = (await story.ask<{ customer: { id: string } }>(COUNTS, { id: second!.id })).customer.id;
      await story.page.getByText('合并来源').first().waitFor();
      assert.equal(await ordersOf(story, stands), 2);
      await story.open(`/customers/${stands}?tab=purchases`);
      for (const order of ['HB-1', 'HB-2']) await story.page.getByText(order).first().waitFor();
      await story.picture('merged-record');
      assert.deepEqual(await story.violations(), []);

      await story.page.getByRole('button', { name: /^拆分/ }).focus();
      await story.page.keyboard.press('Enter');
      await story.page.getByText(/已拆分/).first().waitFor();
      assert.deepEqual([await ordersOf(story, first!.id), await ordersOf(story, second!.id)], [1, 1]);
      await story.open(`/customers/${first!.id}?tab=purchases`);
      await story.page.getByText('HB-1').first().waitFor();
      assert.equal(await story.page.getByText('HB-2').count(), 0);
      await story.open(`/customers/${second!.id}?tab=purchases`);
      await story.page.getByText('HB-2').first().waitFor();
      assert.equal(await story.page.getByText('HB-1').count(), 0);
    }));
});

describe('A steward merges three records of one person', () => {
  it('at once, with the value of any of them, and takes all apart by one undo', () =>
    tell({ language: 'en' }, async (story) => {
      await story.signIn('ADMINISTRATOR');
      const same = { name: '端木清扬', phone: '13877665533', email: 'duanmu.qingyang@example.com', gender: 'MALE', city: '上海', companyName: '清扬琴行', birthDate: '1979-09-09', birthPrecision: 'FULL', birthCalendar: 'SOLAR' };
      const made: string[] = [];
      for (const region of ['上海市', '江苏省', '浙江省']) made.push((await story.ask<{ createCustomer: Made }>(CREATE, { input: { ...same, region } })).createCustomer.id);
      await story.open('/duplicates');
      await goToPair(story, '端木清扬');
      await story.page.getByText('Others that hang together with them').waitFor();
      await story.page.keyboard.press('a');
      const merge = story.page.getByRole('button', { name: /^Merge these 3/ });
      await merge.waitFor();
      await story.page.getByRole('columnheader').filter({ hasText: '端木清扬' }).nth(2).waitFor();
      await story.page.getByText(/^Moves with|brings nothing else/).nth(1).waitFor();
      await story.settled();
      await story.picture('merge-desk-three');
      assert.deepEqual(await story.violations(), []);
      await story.page.setViewportSize({ width: 375, height: 812 });
      await story.settled();
      await story.picture('merge-desk-three.375', { fullPage: true });
      assert.deepEqual(await story.violations(), []);
      assert.equal(await story.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1), false);
      await story.page.setViewportSize({ width: 1440, height: 900 });
      await story.page.keyboard.press('3');
      await story.page.getByText('Chosen by hand').first().waitFor();
      await merge.click();
      await story.page.getByText(/^Merged 2 records into/).first().waitFor();
      const standing = async (): Promise<number> => new Set(await Promise.all(made.map(async (id) => (await story.ask<{ customer: { id: string } }>(COUNTS, { id })).customer.id))).size;
      assert.equal(await standing(), 1);
      await story.page.getByRole('button', { name: /Undo/ }).click();
      for (let tries = 0; (await standing()) !== 3 && tries < 300; tries++) await new Promise((done) => setTimeout(done, 200));
      assert.equal(await standing(), 3);
    }));
});
