import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const desk = { width: 1440, height: 900 };
const phone = { width: 375, height: 812 };
const looks: StoryOptions[] = [
  { language: 'zh', theme: 'light', ...desk }, { language: 'en', theme: 'dark', ...desk }, { language: 'en', theme: 'light', ...phone }, { language: 'zh', theme: 'dark', ...phone },
];

const words = {
  zh: { give: '登记同意：营销信息 · 信函', proof: '凭证', verb: '登记同意', given: '已登记同意。', undo: '撤销', withdraw: '撤回：营销信息 · 信函', withdrawn: '已撤回，立即生效。', allowed: '允许', none: '全部不同意', saved: '您的选择已保存', handle: /^处理：拒绝处理/, answer: '答复', grant: '照办并答复', granted: '已答复，计时停止。' },
  en: { give: 'Record consent: Marketing messages · Letter', proof: 'Evidence', verb: 'Record consent', given: 'Consent recorded.', undo: 'Undo', withdraw: 'Withdraw: Marketing messages · Letter', withdrawn: 'Withdrawn, in effect now.', allowed: 'Allowed', none: 'Refuse everything', saved: 'Your choices are saved', handle: /^Handle: Object/, answer: 'Answer', grant: 'Done: answer', granted: 'Answered; the clock has stopped.' },
} as const;

after(closeBrowser);

const firstCustomer = async (story: Story): Promise<string> => (await story.ask<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 1, filter: { hasEmail: true }) { nodes { id } } }')).customers.nodes[0]!.id;

/** What is wrong with the page as it stands. */
async function faultsOf(story: Story, where: string, look: StoryOptions): Promise<string[]> {
  await story.settled();
  await story.picture(`privacy-${where}.${look.language}.${look.theme}.${look.width}`, { fullPage: true });
  const faults = (await story.violations()).map(({ id, nodes }) => `${where}: ${id} at ${nodes.slice(0, 2).join(' and ')}`);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 1) faults.push(`${where}: ${wider} px wider than the window`);
  return [...faults, ...story.complaints.splice(0)];
}

for (const look of looks) {
  describe(`Consent and requests, ${look.language}, ${look.theme}, ${look.width} wide`, () => {
    it('the record, the desk and the page without sign-in are sound', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const id = await firstCustomer(story);
        const faults: string[] = [];
        for (const [where, path] of [['tab', `/customers/${id}?tab=consent`], ['desk', '/privacy'], ['purposes', '/privacy/purposes'], ['erasures', '/privacy/erasures']] as const) {
          await story.open(path);
          faults.push(...(await faultsOf(story, where, look)));
        }
        const { makePreferenceLink: link } = await story.ask<{ makePreferenceLink: { url: string } }>('mutation($id: ID!) { makePreferenceLink(customerId: $id) { url } }', { id });
        await story.page.emulateMedia({ colorScheme: look.theme });
        await story.open(`${new URL(link.url).pathname}?lang=${look.language}`);
        faults.push(...(await faultsOf(story, 'preferences', look)));
        assert.deepEqual(faults, []);
      }));
  });
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`Consent is recorded, withdrawn and taken back, ${language}`, () => {
    it('by a colleague: in two presses with its evidence, withdrawn in one, and undone from the message', () =>
      tell({ language }, async (story) => {
        await story.signIn('ADMINISTRATOR');
        await story.open(`/customers/${await firstCustomer(story)}?tab=consent`);
        await story.page.getByRole('button', { name: say.give }).click();
        await story.page.getByLabel(say.proof).fill('counter, 12 May');
        await story.page.getByRole('dialog').getByRole('button', { name: say.verb }).click();
        await story.page.getByText(say.given).waitFor();
        await story.page.getByRole('button', { name: say.withdraw }).click();
        await story.page.getByText(say.withdrawn).waitFor();
        await story.page.locator('.d-toast', { hasText: say.withdrawn }).getByRole('button', { name: say.undo }).click();
        await story.page.getByRole('button', { name: say.withdraw }).waitFor();
      }));

    it('by the person, without signing in: everything refused, and gone from the list of that purpose', () =>
      tell({ language }, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const id = await firstCustomer(story);
        await story.ask('mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }', { id, i: { purpose: 'MARKETING', channel: 'ANY', choice: 'GIVEN' } });
        const { makePreferenceLink: link } = await story.ask<{ makePreferenceLink: { url: string } }>('mutation($id: ID!) { makePreferenceLink(customerId: $id) { url } }', { id });
        const isListed = async (): Promise<boolean> => (await story.ask<{ customers: { nodes: { id: string }[] } }>('query($f: CustomerFilter) { customers(first: 1, filter: $f) { nodes { id } } }', { f: { hasEmail: true, forPurpose: { purpose: 'MARKETING' } } })).customers.nodes.some((one) => one.id === id);
        assert.equal(await isListed(), true);
        await story.open(`${new URL(link.url).pathname}?lang=${language}`);
        await story.page.getByRole('button', { name: say.none }).click();
        await story.page.getByRole('status').getByText(say.saved).waitFor();
        assert.equal(await isListed(), false);
      }));

    it('a request is answered from the desk', () =>
      tell({ language }, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const id = await firstCustomer(story);
        await story.ask('mutation($id: ID!, $i: SubjectRequestInput!) { registerSubjectRequest(customerId: $id, input: $i) { id } }', { id, i: { kind: 'OBJECT' } });
        await story.open('/privacy');
        await story.page.getByRole('button', { name: say.handle }).first().click();
        await story.page.getByLabel(say.answer, { exact: true }).fill('ok');
        await story.page.getByRole('button', { name: say.grant }).click();
        await story.page.getByText(say.granted).waitFor();
      }));
  });
}
