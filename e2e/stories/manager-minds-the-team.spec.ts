import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story } from '../support/story.ts';

const words = {
  zh: { team: '团队今日', due: /项任务今天到期/, tasks: '我的一天', more: '更多', count: /项到期或逾期/, today: '今天到期', escalations: '下一步逾期后升级', every: '所有团队', change: '修改：所有团队', hours: '多少小时（工作时间）后', save: '保存', saved: '升级设定已保存。', after12: /12 小时工作时间后通知/ },
  en: { team: 'The team today', due: /due today/, tasks: 'My day', more: 'More', count: /due or overdue/, today: 'Due today', escalations: 'Overdue next steps', every: 'Every team', change: 'Change: Every team', hours: 'After how many hours of working time', save: 'Save', saved: 'Saved.', after12: /after 12 hours of working time/ },
} as const;
const PATIENCE = 60_000;

after(closeBrowser);

const idOf = async (story: Story): Promise<string> => (await story.ask<{ me: { id: string } }>('{ me { id } }')).me.id;
const todayOf = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  for (const look of [{ language, theme: 'light', width: 1440, height: 900 }, { language, theme: 'dark', width: 375, height: 812 }] as const) {
    describe(`A manager minds the team, ${language}, ${look.width}`, () => {
      it('gives a task that appears before whoever does it, and sees what the team owes', async () => {
        const [sales, manager] = [await openStory(look), await openStory(look)];
        try {
          await sales.signIn('SALES', '/tasks');
          await manager.signIn('MARKETING_MANAGER');
          const title = `Sample ${language} ${look.width}`;
          await sales.page.getByRole('heading', { level: 1, name: say.tasks }).waitFor();
          await manager.ask('mutation($i: TaskInput!) { createTask(input: $i) { id } }', { i: { title, assigneeId: await idOf(sales), dueOn: todayOf() } });
          // Nobody has touched the page of whoever does it.
          await sales.page.getByRole('list', { name: say.today }).getByText(title).waitFor({ timeout: PATIENCE });
          if (look.width < 768) await sales.page.getByRole('button', { name: say.more, exact: true }).click();
          await sales.page.getByRole('link', { name: say.tasks }).filter({ hasText: say.count }).first().waitFor({ timeout: PATIENCE });
          await sales.picture(`tasks-count.${language}.${look.width}`);

          await manager.open('/tasks');
          const team = manager.page.getByRole('list', { name: say.team });
          await team.waitFor({ timeout: PATIENCE });
          assert.deepEqual(await manager.violations(), []);
          await manager.picture(`team-day.${language}.${look.width}`, { fullPage: true });
          await team.getByRole('link', { name: say.due }).first().click();
          await manager.page.getByText(title).first().waitFor();
          await manager.settled();
          await manager.picture(`team-list.${language}.${look.width}`);
          assert.deepEqual([sales.complaints, manager.complaints], [[], []]);
        } finally {
          await sales.close();
          await manager.close();
        }
      });

      it('says after how many hours an overdue step goes further', () =>
        tell(look, async (story) => {
          const { page } = story;
          await story.signIn('MARKETING_MANAGER');
          await story.open('/lead-settings/response');
          await page.getByRole('heading', { level: 2, name: say.escalations }).waitFor();
          await page.getByRole('button', { name: say.change }).click();
          const dialog = page.getByRole('dialog');
          await dialog.getByLabel(say.hours).fill('12');
          await story.picture(`escalation.${language}.${look.width}`);
          await dialog.getByRole('button', { name: say.save, exact: true }).click();
          await page.getByText(say.after12).waitFor();
          await dialog.waitFor({ state: 'detached' });
          assert.deepEqual(await story.violations(), []);
          await story.picture(`response.${language}.${look.width}`, { fullPage: true });
          assert.deepEqual(story.complaints, []);
        }));
    });
  }
}
