import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { draft: '新建草稿', points: /^分值：/u, save: '保存草稿', saved: '草稿已保存，尚未生效。', dry: '试算草稿', found: /条线索中有 \d+ 条会换等级/u, publish: '发布草稿', inForce: /^第 \d+ 版已生效/u, undo: '撤销', shown: /^第 \d+ 版 · 生效中$/u, add: '添加规则', half: /天后剩/u, why: '得分', subject: '看什么', own: '自定义字段', field: '字段', changed: '会换等级的线索', held: '模型等级与实际', cost: '跟进一条线索的成本' },
  en: { draft: 'New draft', points: /^Points: /u, save: 'Save draft', saved: 'The draft is saved. It scores nobody yet.', dry: 'Try the draft', found: /\d+ of \d+ leads would change their grade/u, publish: 'Publish the draft', inForce: /^Version \d+ is in force\./u, undo: 'Undo', shown: /^Version \d+ · in force$/u, add: 'Add a rule', half: /are left after/u, why: 'Score', subject: 'What it looks at', own: 'Custom field', field: 'Field', changed: 'Leads that would change', held: 'Grades of the model and what came', cost: 'Cost of following up a lead' },
} as const;
const PATIENCE = 60_000;

const looks: StoryOptions[] = [{ language: 'zh', theme: 'light', width: 375, height: 812 }, { language: 'en', theme: 'dark' }];

after(closeBrowser);

/** A draft that somebody has left would be gone on with. */
async function withoutDraft(story: Story): Promise<void> {
  const { leadScorecards } = await story.ask<{ leadScorecards: { id: string; state: string }[] }>('{ leadScorecards { id state } }');
  for (const { id } of leadScorecards.filter(({ state }) => state === 'DRAFT')) await story.ask('mutation($id: ID!) { archiveScorecard(id: $id) { id } }', { id });
}

for (const look of looks) {
  const say = words[look.language!];
  const name = `${look.language}.${look.width ?? 1440}`;
  describe(`A manager tunes the scorecard, ${look.language}, ${look.width ?? 1440} px`, () => {
    it('in a draft, tries it, publishes it, and takes it back', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('ADMINISTRATOR');
        await withoutDraft(story);
        await story.open('/lead-settings/scorecard');
        await page.getByRole('button', { name: say.draft }).waitFor({ timeout: PATIENCE });
        assert.deepEqual(await story.violations(), []);
        await story.picture(`scorecard.${name}`, { fullPage: true });
        await page.getByRole('button', { name: say.draft }).click();
        await page.getByLabel(say.points).first().fill('40');
        await page.getByRole('button', { name: say.add }).nth(1).click();
        await page.getByRole('dialog').getByText(say.half).waitFor({ timeout: PATIENCE });
        assert.deepEqual(await story.violations(), []);
        await story.picture(`scorecard-rule.${name}`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: say.add }).first().click();
        await page.getByRole('dialog').getByLabel(say.subject).click();
        await page.locator('.ant-select-item-option').filter({ hasText: say.own }).click();
        await page.getByRole('dialog').getByLabel(say.field, { exact: true }).waitFor({ timeout: PATIENCE });
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`scorecard-field.${name}`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.getByLabel(say.cost).fill('50');
        await story.picture(`scorecard-edit.${name}`, { fullPage: true });
        await page.getByRole('button', { name: say.save }).click();
        await page.getByText(say.saved).waitFor({ timeout: PATIENCE });
        await page.getByRole('button', { name: say.dry }).click();
        await page.getByText(say.found).first().waitFor({ timeout: PATIENCE });
        await page.getByRole('list', { name: say.changed }).getByRole('link').first().waitFor({ timeout: PATIENCE });
        await page.getByRole('heading', { name: say.held }).waitFor({ timeout: PATIENCE });
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`scorecard-dry.${name}`, { fullPage: true });
        await page.getByRole('heading', { name: say.held }).scrollIntoViewIfNeeded();
        await story.picture(`scorecard-changed.${name}`);
        await page.getByRole('button', { name: say.publish }).click();
        await page.getByText(say.inForce).waitFor({ timeout: PATIENCE });
        await page.getByRole('button', { name: say.undo }).click();
        await page.getByText(say.shown).waitFor({ timeout: PATIENCE });
        assert.deepEqual(story.complaints, []);
      }));
  });
}

describe('Somebody asks why a lead has its score', () => {
  it('and reads each part of it on the lead', () =>
    tell({ language: 'zh', theme: 'light' }, async (story) => {
      await story.signIn('ADMINISTRATOR');
      for (;;) {
        const { leads } = await story.ask<{ leads: { nodes: { id: string; score: number | null }[] } }>('{ leads(first: 1, sort: SCORE, order: DESC) { nodes { id score } } }');
        if (typeof leads.nodes[0]?.score !== 'number') {
          await story.page.waitForTimeout(500);
          continue;
        }
        await story.open(`/leads/${leads.nodes[0].id}`);
        break;
      }
      await story.page.getByRole('heading', { name: words.zh.why, exact: true }).waitFor({ timeout: PATIENCE });
      await story.settled();
      assert.deepEqual(await story.violations(), []);
      await story.picture('lead-score.zh.1440', { fullPage: true });
    }));
});
