import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { enter: '导入日期', lines: '每行一天', add: '加入日历', added: /已加入 2 天/u, remove: /移除 .*12月/u, removed: /已移除/u, undo: '撤销', track: '新建路径', name: '名称', task: '任务', save: '保存', saved: '培育路径已保存' },
  en: { enter: 'Enter dates', lines: 'One date a line', add: 'Add to the calendar', added: /2 dates are entered/u, remove: /Remove .*Dec/u, removed: /is removed/u, undo: 'Undo', track: 'New track', name: 'Name', task: 'Task', save: 'Save', saved: 'The nurture track is saved' },
} as const;

after(closeBrowser);

/** Nothing serious for axe, nothing wider than the window, nothing complained of. */
async function isSound(story: Story): Promise<void> {
  await story.settled();
  assert.deepEqual(await story.violations(), []);
  assert.ok(await story.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1), 'no sideways scrolling');
  assert.deepEqual(story.complaints.splice(0), []);
}

for (const [language, width, height] of [['zh', 1440, 900], ['en', 375, 812]] as const) {
  const say = words[language];
  describe(`The manager plans time and nurture, ${language}, ${width} wide`, () => {
    it('enters holidays from a list, and takes one out and back', () =>
      tell({ language, width, height }, async (story) => {
        await story.signIn('MARKETING_MANAGER', '/lead-settings/calendar');
        await isSound(story);
        await story.picture(`calendar.${language}.${width}`);
        await story.page.getByRole('button', { name: say.enter }).click();
        await story.page.getByLabel(say.lines).fill(language === 'zh' ? '2026-12-24 2026-12-25 年末休整' : '2026-12-28 2026-12-29 Stocktaking 09:00-13:00');
        await isSound(story);
        await story.page.getByRole('button', { name: say.add }).click();
        await story.page.getByText(say.added).first().waitFor();
        await story.page.getByRole('button', { name: say.remove }).first().click();
        await story.page.getByText(say.removed).first().waitFor();
        await story.page.getByRole('button', { name: say.undo }).last().click();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
      }));

    it('makes a track of tasks for low grades', () =>
      tell({ language, width, height }, async (story) => {
        await story.signIn('MARKETING_MANAGER', '/lead-settings/nurture');
        await isSound(story);
        await story.page.getByRole('button', { name: say.track }).click();
        const dialog = story.page.getByRole('dialog');
        await dialog.getByLabel(say.name, { exact: true }).fill(`Track ${language}`);
        await dialog.getByLabel(say.task, { exact: true }).fill('Send a case study');
        await isSound(story);
        await story.picture(`track.${language}.${width}`);
        await dialog.getByRole('button', { name: say.save }).click();
        await story.page.getByText(say.saved).first().waitFor();
        await story.page.getByText(`Track ${language}`).first().waitFor();
        await isSound(story);
        await story.picture(`nurture.${language}.${width}`);
      }));
  });
}
