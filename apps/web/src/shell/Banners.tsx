import { Button } from 'antd';
import { queryClient, useJob, useMay, useSave, useViewer } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { show, useLayer } from './layers';
import { LeaveDemoDocument } from './shell.documents';
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
  const open = useLayer() === 'leaveDemo';
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const save = useSave(LeaveDemoDocument, { loud: true, onDone: answer => (show(null), setJobId(answer.leaveDemo?.jobId ?? null)) });
  useEffect(() => {
    if (job.done) queryClient.clear();
    if (job.done) window.location.assign('/');
  }, [job.done]);
  if (!demo) return null;
  const leaving = jobId !== null && job.running;
  return (
    <div className="d-banner" role="note">
      <span>{leaving ? t('leavingDemo') : t('demoBanner')}</span>
      {mayLeave && !leaving && <Button size="small" type="link" onClick={() => show('leaveDemo')}>{t('leaveDemo')}</Button>}
      <Dialog open={open} title={t('leaveDemoTitle')} onClose={() => show(null)} verb={t('leaveDemoVerb')} danger busy={save.busy} onVerb={() => save.run({})}>{t('leaveDemoText')}</Dialog>
    </div>
  );
}
