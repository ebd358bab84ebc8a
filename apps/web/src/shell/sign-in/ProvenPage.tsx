import { useText } from '@dossier/ui';
import { Door } from './Door';
import { signInText } from './sign-in.text';

/** Where the provider leads back after a proof in a window of its own. */
export function ProvenPage() {
  const t = useText(signInText);
  return <Door title={t('provenTitle')} note={t('provenText')}>{null}</Door>;
}
