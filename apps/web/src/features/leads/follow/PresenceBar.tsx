import { Button } from 'antd';
import { useEffect } from 'react';
import { part, refresh, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { useListing, useText } from '@dossier/ui';
import { HoldLeadDocument, LeadPresenceDocument, LeaveLeadDocument, LetGoOfLeadDocument, type Presence } from './follow.documents';
import { followText } from './follow.text';

/** So often a page says that somebody looks at it; who is silent longer has gone. */
const EVERY = 20_000;

/** Who else looks at a lead, who works on it, and the verbs to say so oneself. It disturbs nobody: where nobody is here, it is one quiet button. */
export function PresenceBar({ leadId }: { leadId: string }) {
  const t = useText(followText);
  const listing = useListing();
  const asked = useAsk(LeadPresenceDocument, { id: leadId }, { refetchInterval: () => EVERY });
  const found = asked.data?.leadPresence;
  useLeaving(leadId);
  if (!found) return null;
  const names = found.others.map(({ user }) => user.name ?? '').filter(Boolean);
  return (
    <div className="lead-presence" role="status" aria-label={t('presence')}>
      {names.length > 0 && <span>{t('looking', { names: listing(names) })}</span>}
      <Hold found={found} leadId={leadId} />
    </div>
  );
}

/** Whoever closes the page or goes elsewhere says so: colleagues see it at once, and what was held is free. */
function useLeaving(leadId: string): void {
  useEffect(() => {
    const leave = () => part(LeaveLeadDocument, { id: leadId });
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [leadId]);
}

function Hold({ found, leadId }: { found: Presence; leadId: string }) {
  const t = useText(followText);
  const format = useFormat();
  const may = useMay('lead.update');
  const onDone = () => refresh('leadPresence', 'lead');
  const hold = useSave(HoldLeadDocument, { loud: true, onDone });
  const letGo = useSave(LetGoOfLeadDocument, { loud: true, onDone });
  const take = (label: 'hold' | 'takeOver') => may && <Button size="small" disabled={hold.busy} onClick={() => void hold.run({ id: leadId })}>{t(label)}</Button>;
  const { hold: held } = found;
  if (!held) return <>{take('hold')}</>;
  const time = format.time(held.until);
  if (held.isMine) return <><span>{t('mine', { time })}</span><Button size="small" disabled={letGo.busy} onClick={() => void letGo.run({ id: leadId })}>{t('letGo')}</Button></>;
  return <><span>{t('held', { name: held.holder.name ?? '', time })}</span>{take('takeOver')}</>;
}
