import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fitted, scored } from '../support/models.ts';
import { closeBrowser, openStory, tell, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { publish: /^发布第 \d+ 版$/u, inForce: '使用中', card: /的模型卡$/u, value: '价值' },
  en: { publish: /^Publish version \d+$/u, inForce: 'In force', card: /^Card of version/u, value: 'Value' },
} as const;

const looks: StoryOptions[] = [{ language: 'zh', theme: 'light', width: 375, height: 812 }, { language: 'en', theme: 'dark' }];

before(async () => {
  const story = await openStory();
  try {
    await story.signIn('ADMINISTRATOR');
    await fitted(story, 'VALUE');
  } finally {
    await story.close();
  }
});
after(closeBrowser);

for (const look of looks) {
  const say = words[look.language!];
  describe(`A manager publishes a model, ${look.language}, ${look.width ?? 1440} px`, () => {
    it('reads its card, puts it in force, and finds what it says on the board and on a record', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER', '/insight/models');
        assert.deepEqual(await story.violations(), []);
        await story.picture(`models.${look.language}.${look.width ?? 1440}`, { fullPage: true });
        await story.open('/insight/models/value');
        await page.getByRole('heading', { name: say.card }).waitFor();
        // The other window may have published it already.
        const publish = page.getByRole('button', { name: say.publish });
        if ((await publish.count()) > 0) await publish.click();
        await page.getByText(say.inForce, { exact: true }).first().waitFor();
        await scored(story, 'VALUE');
        await story.open('/insight/models/value');
        assert.deepEqual(await story.violations(), []);
        await story.picture(`model-card.${look.language}.${look.width ?? 1440}`, { fullPage: true });
        await story.open('/insight');
        assert.deepEqual(await story.violations(), []);
        await story.picture(`insight.${look.language}.${look.width ?? 1440}`, { fullPage: true });
        const { customers } = await story.ask<{ customers: { nodes: { id: string }[] } }>('{ customers(filter: { valueDecile: { min: 10 } }, first: 1) { nodes { id } } }');
        await story.open(`/customers/${customers.nodes[0]!.id}?tab=insight`);
        await page.getByRole('heading', { name: say.value, exact: true }).first().waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`record-insight.${look.language}.${look.width ?? 1440}`, { fullPage: true });
        assert.deepEqual(story.complaints, []);
      }));
  });
}
