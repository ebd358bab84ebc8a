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

  it('asks for the code of the authenticator, and takes a recovery code in its place', async () => {
    let entered = false;
    const signInStep = () => ({ signInStep: entered ? { kind: 'SECOND_FACTOR', expiresAt: '2026-11-22T08:10:00Z' } : null });
    const signIn = () => {
      entered = true;
      return { signIn: null };
    };
    const { asked } = renderScreen(Page, { answers: { SignIn: signIn, SignInStep: signInStep, VerifySecondFactor: new Refusal('CODE_WRONG', { field: 'code' }), VerifyRecoveryCode: { verifyRecoveryCode: { id: 'u1' } } } });
    await userEvent.type(await screen.findByLabelText('邮箱'), 'zhoulan@example.com');
    await userEvent.type(screen.getByLabelText('密码'), 'long enough for this{Enter}');
    expect(await screen.findByRole('heading', { name: '两步验证' })).toBeInTheDocument();
    await userEvent.type(await screen.findByLabelText('验证码'), '123 456{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('验证码不正确');
    await userEvent.click(screen.getByRole('button', { name: '手机不在身边？使用恢复码' }));
    await userEvent.type(await screen.findByLabelText('恢复码'), 'abcd-efgh-jkmn-pqrs{Enter}');
    await waitFor(() => expect(asked.find(({ operation }) => operation === 'VerifyRecoveryCode')?.variables).toEqual({ code: 'abcd-efgh-jkmn-pqrs' }));
  });

  it('lets an authenticator be bound first where the roles ask for one', async () => {
    const codes = Array.from({ length: 10 }, (_, at) => `code-${at}`);
    renderScreen(Page, { language: 'en', answers: {
      SignInStep: { signInStep: { kind: 'ENROLMENT', expiresAt: '2026-11-22T08:10:00Z' } },
      BeginFactor: { beginFactor: { secret: 'JBSWY3DPEHPK3PXP', address: 'otpauth://totp/x', picture: 'data:image/svg+xml;base64,AA==' } },
      ConfirmFactor: { confirmFactor: { codes } },
    } });
    expect(await screen.findByRole('heading', { name: 'Bind an authenticator first' })).toBeInTheDocument();
    expect(await screen.findByRole('img', { name: 'QR code for the authenticator' })).toBeInTheDocument();
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('The six digits it shows'), '123456{Enter}');
    expect(await screen.findByText('code-9')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'I have kept them' })).toBeInTheDocument();
  });

  it('sends a link for a forgotten password, and tells nothing about the account', async () => {
    renderScreen(Page, { language: 'en', answers: { AskPasswordReset: { askPasswordReset: true } } });
    await userEvent.click(await screen.findByRole('button', { name: 'Forgotten password?' }));
    await userEvent.type(await screen.findByLabelText('E-mail'), 'a@example.com{Enter}');
    expect(await screen.findByRole('status')).toHaveTextContent('If there is an account with this address');
  });

  it('offers the provider where there is one', async () => {
    renderScreen(Page, { language: 'en', answers: { SignInProvider: { signInProvider: { name: 'Acme' } } } });
    expect(await screen.findByRole('link', { name: 'Sign in with “Acme”' })).toHaveAttribute('href', '/api/sign-in/oidc');
  });

  it('changes the language without a reload', async () => {
    renderScreen(Page);
    await userEvent.click(await screen.findByRole('button', { name: 'English' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('en');
  });
});
