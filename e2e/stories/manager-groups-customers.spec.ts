import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { keep: '存为分群', undo: '撤销', archived: /已归档/u, rename: /^命名：/u, name: '名称', save: '保存', named: '常客', add: '新建细分市场', saved: /已保存/u, region: '国家（两位代码）', figures: '登记市场数据', archive: '归档', title: '法国' },
  en: { keep: 'Keep as a segment', undo: 'Undo', archived: /archived/iu, rename: /^Name /u, name: 'Name', save: 'Save', named: 'Regulars of ours', add: 'New market segment', saved: /^Saved/u, region: 'Country (two letters)', figures: 'Add a figure', archive: 'Archive', title: 'France' },
} as const;

const looks: StoryOptions[] = [{ language: 'zh', theme: 'light' }, { language: 'en', theme: 'dark', width: 375, height: 812 }];

after(closeBrowser);

interface Found { basketRuns: { nodes: { id: string; state: string; rules: number | null }[] }; clusterBoard: { isPublished: boolean; clusters: unknown[] }; marketBoard: { isRunning: boolean; lines: { isComputed: boolean }[] } }

/** Waits until the jobs of the product have computed what is looked at: as long as a busy machine may need. */
async function computed(story: Story): Promise<string> {
  for (const end = Date.now() + 400_000; Date.now() < end; await new Promise((next) => setTimeout(next, 1_000))) {
    const found = await story.ask<Found>('{ basketRuns(first: 20) { nodes { id state rules } } clusterBoard { isPublished clusters { cluster } } marketBoard { isRunning lines { isComputed } } }');
    const run = found.basketRuns.nodes.find(({ state, rules }) => state === 'DONE' && (rules ?? 0) > 0);
    if (run && !found.basketRuns.nodes.some(({ state }) => state === 'RUNNING') && found.clusterBoard.clusters.length > 0 && found.marketBoard.lines.length > 0 && found.marketBoard.lines.every(({ isComputed }) => isComputed)) return run.id;
  }
  throw new Error('Nothing was computed');
}

for (const look of looks) {
  const say = words[look.language!];
  describe(`A manager looks for who buys what with what, and who is alike, ${look.language}, ${look.width ?? 1440} px`, () => {
    it('goes from a rule to its customers and keeps them as a segment', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const run = await computed(story);
        await story.open(`/insight/affinity?run=${run}`);
        const rule = story.page.locator('.d-main').getByRole('link', { name: /倍|times the usual/u }).last();
        await rule.waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`affinity-${look.language}`, { fullPage: true });
        await rule.click();
        await story.page.getByRole('button', { name: say.keep }).waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`affinity-customers-${look.language}`);
        await story.page.getByRole('button', { name: say.keep }).click();
        await story.page.waitForURL(/\/segments\//u);
        await story.page.getByRole('button', { name: say.undo }).first().click();
        const id = story.page.url().split('/').at(-1);
        for (let archivedAt: string | null = null; archivedAt === null; await new Promise((next) => setTimeout(next, 200))) archivedAt = (await story.ask<{ segment: { archivedAt: string | null } }>('query($id: ID!) { segment(id: $id) { archivedAt } }', { id })).segment.archivedAt;
        assert.deepEqual(story.complaints, []);
      }));

    it('names a cluster and takes that back, adds a part of the market and puts it away', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR');
        await computed(story);
        await story.open('/insight/groups');
        await story.page.getByRole('button', { name: say.rename }).first().waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`groups-${look.language}`, { fullPage: true });
        await story.page.getByRole('button', { name: say.rename }).first().click();
        await story.page.getByRole('textbox', { name: say.name, exact: true }).fill(say.named);
        await story.page.getByRole('button', { name: say.save, exact: true }).click();
        await story.page.getByRole('link', { name: say.named, exact: true }).waitFor();
        await story.page.getByRole('button', { name: say.undo }).first().click();
        await story.page.getByRole('link', { name: say.named, exact: true }).waitFor({ state: 'detached' });
        await story.page.getByRole('button', { name: say.add }).click();
        await story.page.getByRole('textbox', { name: say.name, exact: true }).fill(say.title);
        await story.page.getByLabel(say.region).fill('FR');
        await story.picture(`market-form-${look.language}`);
        await story.page.getByRole('button', { name: say.save, exact: true }).click();
        await story.page.getByRole('link', { name: say.title, exact: true }).click();
        await story.page.getByRole('button', { name: say.figures }).waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`market-${look.language}`, { fullPage: true });
        await story.page.getByRole('button', { name: say.archive, exact: true }).click();
        await story.page.getByRole('link', { name: say.title, exact: true }).waitFor({ state: 'detached' });
        assert.deepEqual(story.complaints, []);
      }));
  });
}
