import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, productUrl, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { refuse: /^不感兴趣：/u, undo: '撤销', why: /^为什么“/u, points: /分$/u, evidence: '这些事件加分最多', events: '行为事件' },
  en: { refuse: /^Not interested:/u, undo: 'Undo', why: /^Why “.*” has this score$/u, points: /points$/u, evidence: 'The events that add most', events: 'Behaviour events' },
} as const;

const looks: StoryOptions[] = [{ language: 'zh', theme: 'light' }, { language: 'en', theme: 'dark', width: 375, height: 812 }];

after(closeBrowser);

/** A customer of the demo who did something lately. */
async function interested(story: Story): Promise<string> {
  const { topics } = await story.ask<{ topics: { id: string; customerCount: number }[] }>('{ topics { id customerCount } }');
  const best = [...topics].sort((one, other) => other.customerCount - one.customerCount)[0];
  const { customers } = await story.ask<{ customers: { nodes: { id: string }[] } }>('query($f: CustomerFilter) { customers(filter: $f, first: 1) { nodes { id } } }', { f: { interests: { in: [best!.id] } } });
  return customers.nodes[0]!.id;
}

for (const look of looks) {
  const say = words[look.language!];
  describe(`A manager reads what a customer did, ${look.language}, ${look.width ?? 1440} px`, () => {
    it('sees interests and events, turns one down, and takes that back', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const id = await interested(story);
        await story.open(`/customers/${id}?tab=behaviour`);
        await story.page.getByText(say.points).first().waitFor();
        await story.page.getByRole('table', { name: say.events }).waitFor();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`behaviour-${look.language}`, { fullPage: true });
        await story.page.getByRole('button', { name: say.refuse }).first().click();
        await story.page.getByRole('button', { name: say.undo }).first().click();
        await story.page.getByRole('button', { name: say.why }).first().click();
        await story.page.getByRole('table', { name: say.evidence }).waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`evidence-${look.language}`);
        assert.deepEqual(story.complaints, []);
      }));
  });
}

describe('A page of a shop carries the script', () => {
  it('sends nothing before consent, then what is done, and forgets when consent is withdrawn', async () => {
    const story = await openStory();
    let page = '';
    const shop = createServer((_, response) => void response.setHeader('Content-Type', 'text/html').end(page));
    await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    try {
      await story.signIn('ADMINISTRATOR');
      const { createEventSite: site } = await story.ask<{ createEventSite: { id: string; key: string } }>('mutation($i: EventSiteInput!) { createEventSite(input: $i) { id key } }', { i: { name: 'Shop of the story', origins: [origin] } });
      const taken = async (): Promise<number> => (await story.ask<{ eventSite: { acceptedCount: number } }>('query($id: ID!) { eventSite(id: $id) { acceptedCount } }', { id: site.id })).eventSite.acceptedCount;
      page = `<!doctype html><title>shop</title><h1>shop</h1><script src="${productUrl}/track.js" data-site="${site.key}"></script>`;
      await story.page.goto(`${origin}/a?secret=1`);
      type Shop = typeof globalThis & { dossier: { track(name: string): void; consent(yes: boolean): void; visitor(): string | null; reset(): void } };
      const visitor = () => story.page.evaluate(() => (globalThis as Shop).dossier.visitor());
      await story.page.evaluate(() => (globalThis as Shop).dossier.track('CART'));
      assert.equal(await visitor(), null);
      assert.equal(await story.page.evaluate(() => localStorage.length), 0);
      await story.page.evaluate(() => {
        const { dossier } = globalThis as Shop;
        dossier.consent(true);
        dossier.track('CART');
      });
      const first = await visitor();
      assert.match(String(first), /^[0-9a-f-]{36}$/u);
      for (let tries = 0; tries < 100 && (await taken()) < 2; tries += 1) await story.page.waitForTimeout(100);
      assert.equal(await taken(), 2);
      await story.page.evaluate(() => (globalThis as Shop).dossier.reset());
      assert.notEqual(await visitor(), first);
      await story.page.evaluate(() => (globalThis as Shop).dossier.consent(false));
      assert.equal(await visitor(), null);
      assert.equal(await story.page.evaluate(() => localStorage.length), 0);
      assert.deepEqual(await story.context.cookies(origin), []);
    } finally {
      shop.close();
      await story.close();
    }
  });
});
