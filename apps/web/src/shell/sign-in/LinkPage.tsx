import { Alert, Button } from 'antd';
import { queryClient, request, useAsk } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { SignInForm } from '../SignInForm';
import { Door } from './Door';
import { NewPasswordForm } from './NewPasswordForm';
import { AcceptInvitationByProviderDocument, AcceptInvitationDocument, AccountLinkDocument, SetForgottenPasswordDocument, SignInProviderDocument, SignInStepDocument } from './sign-in.documents';
import { signInText } from './sign-in.text';

/** Read once: the secret leaves the address at once, so that neither history nor a screenshot keeps it. */
let kept: string | null = null;
function tokenHere(): string {
  if (window.location.hash.length > 1) {
    kept = window.location.hash.slice(1);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return kept ?? '';
}

const enter = () => window.location.assign('/');

/** Where a link of an invitation, or of a forgotten password, leads. */
export function LinkPage({ purpose }: { purpose: 'INVITATION' | 'RESET' }) {
  const t = useText(signInText);
  const [token] = useState(tokenHere);
  const [done, setDone] = useState(false);
  const ask = useAsk(AccountLinkDocument, { token }, { skip: done, staleTime: Infinity });
  const account = ask.data?.accountLink;
  if (ask.isPending) return null;
  if (!account || account.purpose !== purpose) return <Spent purpose={purpose} />;
  const { name, email } = account;
  if (done) return <AfterLink email={email} />;
  return purpose === 'INVITATION'
    ? <Door title={t('welcomeTitle', { name })} note={t('welcomeText', { email })}><NewPasswordForm email={email} verb={t('acceptVerb')} send={password => accept(token, password, () => setDone(true))} /><AcceptByProvider token={token} /></Door>
    : <Door title={t('newTitle')} note={t('newText', { email })}><NewPasswordForm email={email} verb={t('newVerb')} least={8} send={password => request(SetForgottenPasswordDocument, { token, password }).then(() => setDone(true))} /></Door>;
}

async function accept(token: string, password: string, more: () => void): Promise<void> {
  const { acceptInvitation } = await request(AcceptInvitationDocument, { token, password });
  if (acceptInvitation) enter();
  else more();
}

/** The password is set: one goes on by signing in, or by the step that the account still asks for. */
function AfterLink({ email }: { email: string }) {
  const t = useText(signInText);
  const ask = useAsk(SignInStepDocument, {}, { staleTime: 0 });
  if (ask.isPending) return null;
  const step = ask.data?.signInStep?.kind;
  const finish = () => {
    queryClient.clear();
    enter();
  };
  return (
    <Door title={step ? t('enrolTitle') : t('newTitle')}>
      {!step && <Alert type="success" showIcon role="status" title={t('newDone')} className="d-form-faults" />}
      <SignInForm email={email} begin={step ?? 'PASSWORD'} onDone={finish} />
    </Door>
  );
}

function Spent({ purpose }: { purpose: 'INVITATION' | 'RESET' }) {
  const t = useText(signInText);
  return (
    <Door title={t('linkSpent')} note={t(purpose === 'INVITATION' ? 'linkSpentInvitation' : 'linkSpentReset')}>
      <Button block size="large" onClick={enter}>{t('backToSignIn')}</Button>
    </Door>
  );
}

function AcceptByProvider({ token }: { token: string }) {
  const t = useText(signInText);
  const provider = useAsk(SignInProviderDocument, {}, { staleTime: Infinity }).data?.signInProvider;
  if (!provider) return null;
  const go = () => void request(AcceptInvitationByProviderDocument, { token }).then(answer => window.location.assign(answer.acceptInvitationByProvider), () => undefined);
  return <Button block size="large" className="d-form-other" onClick={go}>{t('acceptBy', { provider: provider.name })}</Button>;
}
