import { Button } from 'antd';
import { failure, refresh, useAsk, useFormat, type Money } from '@dossier/client';
import { Facts, Failed, SideDrawer, useText, Waiting } from '@dossier/ui';
import { useEffect, type ReactNode } from 'react';
import { ScoreMark } from '../LeadMarks';
import { leadWords } from '../leads.words';
import { placeSaid } from './place';
import { PoolLeadDocument } from './pool.documents';
import { poolText } from './pool.text';
import type { OpenPool } from './pool.types';
import { useClaim } from './useClaim';

/** A lead of a pool, opened: it counts into what may be opened a day. */
export function PoolLeadDrawer({ id, pool, onClose }: { id: string; pool: OpenPool; onClose: () => void }) {
  const t = useText(poolText);
  const words = useText(leadWords);
  const format = useFormat();
  const { claim, busy } = useClaim(pool.id, onClose);
  const ask = useAsk(PoolLeadDocument, { id }, { staleTime: 60_000 });
  const lead = ask.data?.poolLead;
  // What is left to open has become one less.
  useEffect(() => { if (lead) void refresh('leadPools'); }, [lead]);
  const money = (value: unknown) => (value ? format.money(value as Money) : null);
  // What the pool hides comes with the claim; what nobody has said does not.
  const shown = (label: string, field: string, value: ReactNode) => ({ label, value: value || ((pool.hidden as readonly string[] | null | undefined)?.includes(field) ? t('hidden') : '—') });
  return (
    <SideDrawer open title={lead?.subject ?? t('detail')} onClose={onClose} extra={lead && <Button type="primary" disabled={busy} onClick={() => claim([id])}>{t('claim')}</Button>}>
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} />}
      {lead && <Facts items={[
        shown(t('person'), 'NAME', lead.name), shown(t('need'), 'NEED', lead.need), shown(t('place'), 'CITY', placeSaid(lead.region, lead.city)), shown(t('source'), 'SOURCE', lead.sourceName ?? (lead.origin ? words(`LeadOrigin.${lead.origin}`) : null)),
        shown(t('product'), 'PRODUCT', lead.productName), shown(t('grade'), 'GRADE', lead.grade && <ScoreMark lead={lead} />), shown(t('amount'), 'AMOUNT', money(lead.amount)), shown(t('budget'), 'AMOUNT', money(lead.budget)), { label: t('authority'), value: lead.authority ? words(`LeadAuthority.${lead.authority}`) : '—' },
        { label: t('decideOn'), value: lead.decideOn ? format.day(lead.decideOn) : '—' }, { label: t('touches'), value: lead.touches ?? 1 },
      ]} />}
    </SideDrawer>
  );
}
