import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Refusal, renderScreen } from '../testing/render-screen';
import { SignIn } from './SignIn';

const Page = () => <SignIn demo />;

describe('sign-in', () => {
  it('signs in with e-mail and password', async () => {
    const { asked } = renderScreen(Page, { answers: { SignIn: { signIn: { id: 'u1' } } } });
    await userEvent.type(await screen.findByLabelText('邮箱'), 'zhoulan@example.com');
    await userEvent.type(screen.getByLabelText('密码'), 'long enough for this{Enter}');
    await waitFor(() => expect(asked.map(({ operation }) => operation)).toContain('SignIn'));
  });

  it('says why it was refused, in the reader’s language', async () => {
    renderScreen(Page, { language: 'en', answers: { SignIn: new Refusal('THROTTLED', { seconds: 30 }) } });
    await userEvent.type(await screen.findByLabelText('E-mail'), 'a@example.com');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts. Try again in 30 seconds.');
  });

  it('changes the language without a reload', async () => {
    renderScreen(Page);
    await userEvent.click(await screen.findByRole('button', { name: 'English' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('en');
  });
});
