import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { late: '已逾期', done: (title: string) => `完成“${title}”`, doneSaid: (title: string) => `已完成“${title}”`, snooze: (title: string) => `推迟“${title}”`, tomorrow: '明天', moved: /改到/u, undo: '撤销', add: '新建任务', what: '要做什么', create: '创建', added: /已创建任务/u, handTo: '移交给', handed: /已移交给/u },
  en: { late: 'Overdue', done: (title: string) => `Done: “${title}”`, doneSaid: (title: string) => `“${title}” is done`, snooze: (title: string) => `Snooze “${title}”`, tomorrow: 'Tomorrow', moved: /is moved to/u, undo: 'Undo', add: 'New task', what: 'What is to be done', create: 'Create', added: /is created/u, handTo: 'Hand over to', handed: /Handed over to/u },
} as const;

const ADD = 'mutation($input: TaskInput!) { createTask(input: $input) { id } }';
const STATE = 'query($id: ID!) { task(id: $id) { state dueOn } }';
interface Stands { task: { state: string; dueOn: string | null } }

after(closeBrowser);

async function given(story: Story, title: string): Promise<string> {
  return (await story.ask<{ createTask: { id: string } }>(ADD, { input: { title, dueOn: '2026-01-05', priority: 'HIGH' } })).createTask.id;
}
const stands = async (story: Story, id: string): Promise<Stands['task']> => (await story.ask<Stands>(STATE, { id })).task;

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`Sales works through a day on a phone, ${language}`, () => {
    it('finishes with one tap and takes it back, snoozes with two, and nothing is in the way', () =>
      tell({ language, width: 375, height: 812 }, async (story) => {
        await story.signIn('SALES');
        const title = `Call back ${language}`;
        const id = await given(story, title);
        await story.open('/tasks');
        const late = story.page.getByRole('list', { name: say.late });
        await late.getByText(title).waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        assert.equal(await story.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1), true, 'no sideways scrolling');
        await story.picture(`my-day.${language}.375`);
        assert.equal(await story.clicks(() => story.page.getByRole('button', { name: say.done(title) }).click()), 1);
        await story.page.getByText(say.doneSaid(title)).waitFor();
        assert.equal((await stands(story, id)).state, 'DONE');
        await story.page.getByRole('button', { name: say.undo }).first().click();
        await late.getByText(title).waitFor();
        assert.equal((await stands(story, id)).state, 'OPEN');
        await story.page.getByRole('button', { name: say.snooze(title) }).click();
        await story.page.getByRole('menuitem', { name: say.tomorrow }).click();
        await story.page.getByText(say.moved).first().waitFor();
        assert.ok((await stands(story, id)).dueOn! > '2026-01-05');
        assert.deepEqual(story.complaints, []);
      }));

    it('works by keys alone on a desk: the first task is chosen and done', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES');
        const title = `By keys ${language}`;
        const id = await given(story, title);
        await story.open('/tasks');
        await story.page.getByText(title).waitFor();
        const row = story.page.locator('.tasks-row', { hasText: title });
        for (let steps = 0; steps < 30 && (await row.getAttribute('aria-current')) !== 'true'; steps += 1) await story.page.keyboard.press('j');
        assert.equal(await row.getAttribute('aria-current'), 'true');
        await story.page.keyboard.press('x');
        await story.page.getByText(say.doneSaid(title)).waitFor();
        assert.equal((await stands(story, id)).state, 'DONE');
      }));

    it('adds a task and reads it beside the list', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES', '/tasks/list');
        const title = `Written here ${language}`;
        await story.page.getByRole('button', { name: say.add }).first().click();
        await story.page.getByLabel(say.what).fill(title);
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.page.getByRole('dialog').getByRole('button', { name: say.create }).click();
        await story.page.getByText(say.added).first().waitFor();
        await story.page.getByRole('button', { name: title }).first().click();
        await story.page.locator('.ant-drawer-open').getByText(title).first().waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`task-drawer.${language}`);
      }));
  });
}
