import { Button } from 'antd';
import { dropAllDrafts, Moment, queryClient, useSave, useViewer } from '@dossier/client';
import { useText } from '@dossier/ui';
import { StopActingForDocument } from './shell.documents';
import { shellText } from './shell.text';

const startAgain = () => {
  dropAllDrafts();
  queryClient.clear();
  window.location.assign('/');
};

/** Says on every page in whose place one acts, and leads back. */
export function ActingBanner() {
  const t = useText(shellText);
  const { actingFor } = useViewer();
  const stop = useSave(StopActingForDocument, { loud: true, onDone: startAgain });
  if (!actingFor) return null;
  return (
    <div className="d-banner d-banner-warning" role="note">
      <span>{actingFor.until ? <>{t('actingFor', { name: actingFor.name })} <Moment at={actingFor.until} /></> : t('actingEnded', { name: actingFor.name })}</span>
      <Button size="small" type="link" disabled={stop.busy} onClick={() => void stop.run({})}>{t('stopActing')}</Button>
    </div>
  );
}
