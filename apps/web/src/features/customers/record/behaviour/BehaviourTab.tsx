import { useState } from 'react';
import { Button } from 'antd';
import { failure, useAsk, useMay, useSave } from '@dossier/client';
import { Dialog, Failed, useText, Waiting } from '@dossier/ui';
import type { CustomerRecord } from '../record.types';
import { BehaviourStopDocument, ResumeBehaviourDocument, StopBehaviourDocument } from './behaviour.documents';
import { behaviourText } from './behaviour.text';
import './behaviour.css';
import { EventDays } from './EventDays';
import { EventTable } from './EventTable';
import { InterestSection } from './InterestSection';

const REFRESHED = ['behaviourStop', 'behaviourEvents', 'behaviourDays', 'interestProfile', 'interestEvidence'];

/** What a customer is interested in, and what they did that says so. */
export function BehaviourTab({ customer }: { customer: CustomerRecord }) {
  const { id } = customer;
  const ask = useAsk(BehaviourStopDocument, { id });
  if (ask.isPending) return <Waiting />;
  if (ask.isError) return <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />;
  const isStopped = ask.data.behaviourStop?.isStopped ?? false;
  return (
    <>
      {isStopped && <Stopped id={id} reason={ask.data.behaviourStop?.reason ?? null} />}
      <InterestSection id={id} />
      {!isStopped && <EventDays id={id} />}
      {!isStopped && <EventTable id={id} extra={<StopVerb id={id} />} />}
    </>
  );
}

function Stopped({ id, reason }: { id: string; reason: string | null }) {
  const t = useText(behaviourText);
  const may = useMay('interest.write');
  const resume = useSave(ResumeBehaviourDocument, { refreshes: REFRESHED, loud: true, done: t('resumed') });
  return (
    <div className="behaviour-stopped" role="status">
      <span>{t('isStopped')}{reason ? ` · ${reason}` : ''}</span>
      {may && <Button size="small" disabled={resume.busy} onClick={() => void resume.run({ id })}>{t('resume')}</Button>}
    </div>
  );
}

/** What it cuts off does not come back, so it is asked before. */
function StopVerb({ id }: { id: string }) {
  const t = useText(behaviourText);
  const may = useMay('interest.write');
  const [asking, setAsking] = useState(false);
  const stop = useSave(StopBehaviourDocument, { refreshes: REFRESHED, loud: true, done: t('stopped'), onDone: () => setAsking(false) });
  if (!may) return null;
  return (
    <>
      <Button type="link" size="small" onClick={() => setAsking(true)}>{t('stop')}</Button>
      <Dialog open={asking} danger title={t('stopAsk')} onClose={() => setAsking(false)} verb={t('stop')} busy={stop.busy} onVerb={() => void stop.run({ id })}><p>{t('stopText')}</p></Dialog>
    </>
  );
}
