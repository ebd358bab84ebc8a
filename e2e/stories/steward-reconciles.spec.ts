import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { add: '添加关系', save: '保存关系', other: '另一位客户', both: '两人共用', adds: '个渠道客户', graph: /两步之内共 .* 位客户/, added: '已添加关系。', undo: '撤销', rows: /查看明细$/ },
  en: { add: 'Add a relation', save: 'Save the relation', other: 'The other customer', both: 'Both use it', adds: 'channel customers', graph: /customers within two steps/, added: 'Relation added.', undo: 'Undo', rows: /show the rows$/ },
} as const;

const looks: StoryOptions[] = [
  { language: 'zh', theme: 'light', width: 1440, height: 900 },
  { language: 'en', theme: 'dark', width: 1440, height: 900 },
  { language: 'en', theme: 'light', width: 375, height: 812 },
  { language: 'zh', theme: 'dark', width: 375, height: 812 },
];

let middle = '';

/** A household that shares one verified phone, and somebody with relations. */
async function provide(): Promise<void> {
  const story = await openStory();
  try {
    await story.signIn('ADMINISTRATOR');
    const create = async (input: object): Promise<{ id: string; identities: { id: string }[] }> =>
      (await story.ask<{ createCustomer: { id: string; identities: { id: string }[] } }>('mutation($input: CustomerInput!) { createCustomer(input: $input) { id identities { id } } }', { input })).createCustomer;
    for (const phone of ['15400020001', '15400020002']) {
      const father = await create({ name: '石国安', phone, birthDate: '1958-02-03', gender: 'MALE' });
      await create({ name: '石小满', phone, birthDate: '1988-07-09', gender: 'FEMALE' });
      await story.ask('mutation($id: ID!) { verifyIdentity(id: $id, verified: true) { id } }', { id: father.identities[0]!.id });
    }
    const people = await Promise.all(['林知夏', '林晚舟', '周既白', '何清和'].map((name) => create({ name })));
    middle = people[0]!.id;
    const { createHousehold } = await story.ask<{ createHousehold: { id: string } }>('mutation($id: ID!) { createHousehold(input: { name: "林家", reason: TOLD }, member: { customerId: $id, role: HEAD, isMain: true }) { id } }', { id: middle });
    await story.ask('mutation($id: ID!, $who: ID!) { addHouseholdMember(id: $id, member: { customerId: $who, role: CHILD, validFrom: "2015-05-01" }) { id } }', { id: createHousehold.id, who: people[1]!.id });
    for (const [from, to, kind] of [[0, 1, 'FAMILY'], [0, 2, 'REFERRER'], [2, 3, 'COLLEAGUE']] as const) {
      await story.ask('mutation($input: RelationshipInput!) { addRelationship(input: $input) { id } }', { input: { fromId: people[from]!.id, toId: people[to]!.id, kind, basis: 'CONSENT', strength: 0.8 } });
    }
  } finally {
    await story.close();
  }
}

const found = async (story: Story, what: string): Promise<void> => {
  const violations = await story.violations();
  assert.deepEqual(violations, [], what);
  assert.deepEqual(story.complaints, [], what);
};

before(provide);
after(closeBrowser);

for (const look of looks) {
  const { language = 'zh', theme, width } = look;
  const say = words[language];
  describe(`relations and reconciliation, ${language} ${theme} ${width}`, () => {
    it('draws who stands around a customer, and names each with its basis', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR', `/customers/${middle}?tab=relations`);
        await story.page.getByText(say.graph).waitFor();
        await story.page.locator('.d-plot svg text').first().waitFor();
        await story.page.getByRole('heading', { name: '林家' }).waitFor();
        await story.settled();
        await story.picture(`relations-${language}-${theme}-${width}`, { fullPage: true });
        await found(story, 'the relations of a record');
        await story.page.getByText(say.add, { exact: true }).click();
        await story.page.getByRole('button', { name: say.save }).waitFor();
        await story.picture(`relations-add-${language}-${theme}-${width}`, { fullPage: true });
        await found(story, 'a new relation');
      }));

    it('adds up what the channels know, and lists conflicts', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR', '/reconciliation');
        await story.page.getByText(say.adds).first().waitFor();
        await story.page.getByRole('button', { name: say.both }).first().waitFor();
        await story.settled();
        await story.picture(`reconciliation-${language}-${theme}-${width}`, { fullPage: true });
        await found(story, 'reconciliation');
        await story.page.getByRole('button', { name: say.rows }).first().click();
        await story.page.getByRole('dialog').getByRole('link').first().waitFor();
        await story.settled();
        await story.picture(`reconciliation-rows-${language}-${theme}-${width}`);
        await found(story, 'the rows behind a figure');
      }));
  });
}

describe('who stands around a customer', () => {
  it('is walked by key, from one to the next, and opened by Enter', () =>
    tell({ language: 'en' }, async (story) => {
      await story.signIn('ADMINISTRATOR', `/customers/${middle}?tab=relations`);
      await story.page.locator('.relation-walk a[tabindex="0"]').focus();
      const at = () => story.page.evaluate(() => document.activeElement?.textContent ?? '');
      assert.match(await at(), /^林知夏, this customer/);
      await story.page.keyboard.press('ArrowDown');
      const next = await at();
      assert.match(next, /one step/);
      await story.page.keyboard.press('ArrowRight');
      assert.notEqual(await at(), next);
      await story.settled();
      await story.picture('relations-walked', { fullPage: true });
      await story.page.keyboard.press('ArrowUp');
      assert.match(await at(), /^林知夏, this customer/);
      await story.page.keyboard.press('ArrowDown');
      await story.page.keyboard.press('Enter');
      await story.page.waitForFunction((id) => !location.pathname.endsWith(id) && location.pathname.startsWith('/customers/'), middle);
    }));

  it('live together as a household that is made, added to and archived, which can be taken back', () =>
    tell({ language: 'zh' }, async (story) => {
      await story.signIn('ADMINISTRATOR', '/customers');
      const id = (await story.ask<{ createCustomer: { id: string } }>('mutation { createCustomer(input: { name: "沈一舟" }) { id } }')).createCustomer.id;
      await story.ask('mutation { createCustomer(input: { name: "沈小帆" }) { id } }');
      await story.open(`/customers/${id}?tab=relations`);
      await story.page.getByRole('button', { name: '新建家庭' }).click();
      await story.page.getByLabel('家庭名称').fill('沈家');
      await story.page.getByRole('button', { name: '保存', exact: true }).click();
      const house = story.page.getByRole('article', { name: '沈家' });
      await house.getByRole('button', { name: '添加成员' }).click();
      await house.getByRole('combobox').first().fill('沈小帆');
      await story.page.locator('.ant-select-item-option').filter({ hasText: '沈小帆' }).first().click();
      await house.getByRole('button', { name: '保存', exact: true }).click();
      await house.getByRole('link', { name: '沈小帆' }).waitFor();
      await story.settled();
      await story.picture('household', { fullPage: true });
      await found(story, 'a household');
      await house.getByRole('button', { name: /^归档家庭/ }).click();
      await house.waitFor({ state: 'detached' });
      await story.page.getByRole('button', { name: '撤销' }).click();
      await house.waitFor();
    }));
});

describe('a conflict', () => {
  it('is resolved by one click and comes back by another', () =>
    tell({ language: 'en' }, async (story) => {
      await story.signIn('ADMINISTRATOR', '/reconciliation');
      const verbs = story.page.getByRole('button', { name: words.en.both });
      await verbs.first().waitFor();
      const count = await verbs.count();
      await verbs.first().click();
      await story.page.waitForFunction((before) => [...document.querySelectorAll('button')].filter((button) => button.textContent === 'Both use it').length < before, count);
      await story.page.getByRole('button', { name: words.en.undo }).click();
      await story.page.waitForFunction((before) => [...document.querySelectorAll('button')].filter((button) => button.textContent === 'Both use it').length === before, count);
    }));
});
