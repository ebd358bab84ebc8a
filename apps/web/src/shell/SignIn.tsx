import { Alert, Button } from 'antd';
import { queryClient, ServerError, errorText, useAsk } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { shellText } from './shell.text';
import { Door } from './sign-in/Door';
import { ForgotForm } from './sign-in/ForgotForm';
import { SignInProviderDocument, SignInStepDocument } from './sign-in/sign-in.documents';
import { signInText } from './sign-in/sign-in.text';
import { SignInForm, type Stage } from './SignInForm';

/** What went wrong on the way through the provider; it came back in the address. */
const brought = (): string | null => new URLSearchParams(window.location.search).get('sso');

/** The page before the product: password, then what the account asks for, or the way to a forgotten password. */
export function SignIn({ demo }: { demo: boolean }) {
  const t = useText(shellText);
  const say = useText(signInText);
  const [forgot, setForgot] = useState(false);
  const [reached, setReached] = useState<Stage | null>(null);
  const begun = useAsk(SignInStepDocument, {}, { staleTime: Infinity }).data?.signInStep?.kind;
  const stage = reached ?? begun ?? 'PASSWORD';
  const title = forgot ? say('forgotTitle') : stage === 'SECOND_FACTOR' ? say('codeTitle') : stage === 'ENROLMENT' ? say('enrolTitle') : t('signIn');
  if (forgot) return <Door title={title}><ForgotForm onBack={() => setForgot(false)} /></Door>;
  const fault = brought();
  return (
    <Door title={title}>
      {fault && stage === 'PASSWORD' && <Alert type="error" showIcon role="alert" title={errorText(new ServerError(fault))} className="d-form-faults" />}
      <SignInForm begin={stage} onStage={setReached} onDone={() => queryClient.invalidateQueries()} />
      {stage === 'PASSWORD' && <ByProvider />}
      {stage === 'PASSWORD' && <p className="d-form-turn"><button type="button" className="d-link" onClick={() => setForgot(true)}>{say('forgot')}</button></p>}
      {demo && stage === 'PASSWORD' && <p className="d-caption">{t('demoSignIns')}</p>}
    </Door>
  );
}

function ByProvider() {
  const t = useText(signInText);
  const provider = useAsk(SignInProviderDocument, {}, { staleTime: Infinity }).data?.signInProvider;
  if (!provider) return null;
  return <Button block size="large" className="d-form-other" href="/api/sign-in/oidc">{t('by', { provider: provider.name })}</Button>;
}
