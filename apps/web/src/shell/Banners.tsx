import { Button } from 'antd';
import { dropAllDrafts, forgetViewed, onSignedOut, useAsk, useMay, useSave, useViewer } from '@dossier/client';
import { Dialog, usePhone, useText } from '@dossier/ui';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { show, useLayer } from './layers';
import { LeaveDemoDocument, SetupDocument } from './shell.documents';
import { shellText } from './shell.text';

const watchLine = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Says that the line is lost; reading goes on. */
export function OfflineBanner() {
  const t = useText(shellText);
  const online = useSyncExternalStore(watchLine, () => navigator.onLine);
  return online ? null : <p className="d-banner d-banner-warning" role="status">{t('offline')}</p>;
}

/** Marks the sample company on every page; its way out belongs to who manages the company. */
export function DemoBanner() {
  const t = useText(shellText);
  const { demo } = useViewer();
  const mayLeave = useMay('company.manage');
  const phone = usePhone();
  const open = useLayer() === 'leaveDemo';
  const [leaving, setLeaving] = useState(false);
  const save = useSave(LeaveDemoDocument, { loud: true, onDone: () => (show(null), setLeaving(true)) });
  useWayOut(leaving);
  if (!demo) return null;
  return (
    <div className="d-banner" role="note">
      <span>{leaving ? t('leavingDemo') : t(phone ? 'demoBannerShort' : 'demoBanner')}</span>
      {mayLeave && !leaving && <Button size="small" type="link" onClick={() => show('leaveDemo')}>{t('leaveDemo')}</Button>}
      <Dialog open={open} title={t('leaveDemoTitle')} onClose={() => show(null)} verb={t('leaveDemoVerb')} danger busy={save.busy} onVerb={() => save.run({})}>{t('leaveDemoText')}</Dialog>
    </div>
  );
}

const EVERY = 1_500;

/** The sample accounts go too, this one among them: wait for the set-up guide instead of asking to sign in again. */
function useWayOut(leaving: boolean): void {
  const needed = useAsk(SetupDocument, {}, { skip: !leaving, staleTime: 0, refetchInterval: EVERY }).data?.setup.needed === true;
  useEffect(() => {
    if (leaving) onSignedOut(null);
  }, [leaving]);
  useEffect(() => {
    if (!leaving || !needed) return;
    dropAllDrafts();
    forgetViewed();
    window.location.assign('/');
  }, [leaving, needed]);
}
