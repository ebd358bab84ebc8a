import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { add: '添加关系', save: '保存关系', other: '另一位客户', both: '两人共用', adds: '个渠道客户', graph: /两步之内共 .* 位客户/, added: '已添加关系。', undo: '撤销' },
  en: { add: 'Add a relation', save: 'Save the relation', other: 'The other customer', both: 'Both use it', adds: 'channel customers', graph: /customers within two steps/, added: 'Relation added.', undo: 'Undo' },
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
      }));
  });
}

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
