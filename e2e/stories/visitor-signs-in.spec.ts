import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, signInOf } from '../support/story.ts';

const words = {
  zh: { email: '邮箱', password: '密码', signIn: '登录' },
  en: { email: 'E-mail', password: 'Password', signIn: 'Sign in' },
} as const;

after(closeBrowser);

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`A visitor, ${language}`, () => {
    it('signs in from the page that was asked for, and lands there', async () => {
      const story = await openStory({ language });
      const { email, password } = signInOf('SALES');
      await story.open('/customers');
      await story.page.getByLabel(say.email, { exact: true }).fill(email);
      await story.page.getByLabel(say.password, { exact: true }).fill(password);
      await story.page.getByRole('button', { name: say.signIn, exact: true }).click();
      await story.page.waitForURL(/\/customers/);
      await story.page.getByRole('navigation').first().waitFor();
      await story.close();
    });

    it('is refused with a sentence that does not tell which half was wrong', async () => {
      const story = await openStory({ language });
      await story.open('/');
      const refused = async (email: string): Promise<string> => {
        await story.page.getByLabel(say.email, { exact: true }).fill(email);
        await story.page.getByLabel(say.password, { exact: true }).fill('not the password at all');
        await story.page.getByRole('button', { name: say.signIn, exact: true }).click();
        return (await story.page.getByRole('alert').first().textContent()) ?? '';
      };
      const known = await refused(signInOf('AUDITOR').email);
      await story.page.reload();
      await story.settled();
      assert.notEqual(known, '');
      assert.equal(await refused('nobody@qingchuan.example'), known);
      await story.close();
    });
  });
}
