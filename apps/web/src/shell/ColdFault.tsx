import { errorText } from '@dossier/client';
import { Seal, useText } from '@dossier/ui';
import { shellText } from './shell.text';

/** The product did not answer at all: said without the widgets, which may not have arrived. */
export function ColdFault({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useText(shellText);
  return (
    <main className="d-cold" role="alert">
      <Seal size={40} />
      <h1>{t('brokenTitle')}</h1>
      <p>{errorText(error)}</p>
      <button type="button" onClick={retry}>{t('reload')}</button>
    </main>
  );
}
