import { onSignedOut } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { SignInForm } from './SignInForm';
import { shellText } from './shell.text';

/** A session that ended is renewed here, over the page; what was being saved then goes on. */
export function SignInAgain({ email }: { email: string }) {
  const t = useText(shellText);
  const [answer, setAnswer] = useState<((signedIn: boolean) => void) | null>(null);
  useEffect(() => {
    onSignedOut(() => new Promise(resolve => setAnswer(() => resolve)));
    return () => onSignedOut(null);
  }, []);
  const end = (signedIn: boolean) => {
    answer?.(signedIn);
    setAnswer(null);
  };
  return (
    <Dialog open={answer !== null} title={t('signInAgain')} onClose={() => end(false)}>
      <p className="d-note d-dialog-lead">{t('signInAgainText')}</p>
      <SignInForm email={email} onDone={() => end(true)} />
    </Dialog>
  );
}
