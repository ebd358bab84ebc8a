import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, signInOf, tell, type Story } from '../support/story.ts';

const words = {
  zh: { email: '邮箱', password: '密码', signIn: '登录' },
  en: { email: 'E-mail', password: 'Password', signIn: 'Sign in' },
} as const;

after(closeBrowser);

for (const language of ['zh', 'en'] as const) {
  const enter = async ({ page }: Story, email: string, password: string): Promise<void> => {
    const say = words[language];
    await page.getByLabel(say.email, { exact: true }).fill(email);
    await page.getByLabel(say.password, { exact: true }).fill(password);
    await page.getByRole('button', { name: say.signIn, exact: true }).click();
  };

  describe(`A visitor, ${language}`, () => {
    it('signs in from the page that was asked for, and lands there', () =>
      tell({ language }, async (story) => {
        const { email, password } = signInOf('SALES');
        await story.open('/customers');
        await enter(story, email, password);
        await story.page.waitForURL(/\/customers/);
        await story.page.getByRole('navigation').first().waitFor();
      }));

    it('is refused with a sentence that does not tell which half was wrong', () =>
      tell({ language }, async (story) => {
        const refusal = async (email: string): Promise<string | null> => {
          await story.open('/');
          await enter(story, email, 'not the password at all');
          return story.page.getByRole('alert').first().textContent();
        };
        const known = await refusal(signInOf('AUDITOR').email);
        assert.ok(known);
        assert.equal(await refusal('nobody@qingchuan.example'), known);
      }));
  });
}
