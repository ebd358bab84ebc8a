import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startMailbox } from '../support/mailbox.ts';
import { closeBrowser, tell } from '../support/story.ts';

const words = {
  zh: { settings: '设置', team: '团队与权限', add: '添加同事', name: /^姓名/, email: /^邮箱/, role: '销售', where: '华东', send: '发送邀请', welcome: '欢迎，', password: /^新密码/, enter: '设置密码并进入' },
  en: { settings: 'Settings', team: 'Team & roles', add: 'Add a colleague', name: /^Name/, email: /^E-mail/, role: 'Sales', where: '华东', send: 'Send the invitation', welcome: 'Welcome, ', password: /^New password/, enter: 'Set the password and go in' },
} as const;

let box: Awaited<ReturnType<typeof startMailbox>>;
before(async () => {
  box = await startMailbox();
});
after(async () => {
  await closeBrowser();
  await box.close();
});

for (const language of ['zh', 'en'] as const) {
  describe(`An administrator, ${language}`, () => {
    const say = words[language];
    const email = `nia.${language}@qingchuan.example`;

    it('invites a colleague with role and team in at most six clicks', () =>
      tell({ language }, async (story) => {
        const { page } = story;
        await story.signIn('ADMINISTRATOR');
        const clicks = await story.clicks(async () => {
          await page.getByRole('navigation').getByRole('button', { name: say.settings, exact: true }).click();
          await page.getByRole('link', { name: say.team, exact: true }).click();
          await page.getByRole('button', { name: say.add }).click();
          await page.getByRole('textbox', { name: say.name }).fill('Nia Okoye');
          await page.getByRole('textbox', { name: say.email }).fill(email);
          await page.getByRole('checkbox', { name: say.role, exact: true }).click();
          await page.getByRole('checkbox', { name: say.where, exact: true }).click();
          await page.getByRole('button', { name: say.send }).click();
          await page.waitForURL(/\/team$/);
        });
        assert.ok(clicks <= 6, `It took ${clicks} clicks`);
      }));

    it('and the colleague comes in by the link of the mail', () =>
      tell({ language }, async (story) => {
        const { page } = story;
        const { text } = await box.next(email);
        const link = /http\S+\/welcome#\S+/.exec(text)?.[0];
        assert.ok(link, text);
        await page.goto(link);
        await page.getByRole('heading', { name: `${say.welcome}Nia Okoye` }).waitFor();
        assert.equal(new URL(page.url()).hash, '', 'The secret stays in no address bar');
        assert.deepEqual(await story.violations(), []);
        await page.getByLabel(say.password).fill('quiet lamps over eleven bridges');
        await page.getByRole('button', { name: say.enter }).click();
        await page.getByRole('navigation').first().waitFor();
        const { me } = await story.ask<{ me: { email: string; roles: { id: string }[]; teams: { name: string }[] } }>('query Me { me { email roles { id } teams { name } } }');
        assert.equal(me.email, email);
        assert.equal(me.roles.length, 1);
        assert.deepEqual(me.teams.map(({ name }) => name), [say.where]);
      }));
  });
}
