import { Button } from 'antd';
import { failure, refresh, useAsk, useFormat, type Money } from '@dossier/client';
import { Facts, Failed, SideDrawer, useText, Waiting } from '@dossier/ui';
import { useEffect } from 'react';
import { leadWords } from '../leads.words';
import { PoolLeadDocument } from './pool.documents';
import { poolText } from './pool.text';
import { useClaim } from './useClaim';

/** A lead of a pool, opened: it counts into what may be opened a day. */
export function PoolLeadDrawer({ id, poolId, onClose }: { id: string; poolId: string; onClose: () => void }) {
  const t = useText(poolText);
  const words = useText(leadWords);
  const format = useFormat();
  const { claim, busy } = useClaim(poolId, onClose);
  const ask = useAsk(PoolLeadDocument, { id }, { staleTime: 60_000 });
  const lead = ask.data?.poolLead;
  // What is left to open has become one less.
  useEffect(() => { if (lead) void refresh('leadPools'); }, [lead]);
  const money = (value: unknown) => (value ? format.money(value as Money) : null);
  const shown = (label: string, value: string | number | null | undefined) => ({ label, value: value ?? t('hidden') });
  return (
    <SideDrawer open title={lead?.subject ?? t('detail')} onClose={onClose} extra={lead && <Button type="primary" disabled={busy} onClick={() => claim([id])}>{t('claim')}</Button>}>
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} />}
      {lead && <Facts items={[
        shown(t('person'), lead.name), shown(t('need'), lead.need), shown(t('place'), [lead.region, lead.city].filter(Boolean).join(' ') || null), shown(t('source'), lead.sourceName ?? (lead.origin ? words(`LeadOrigin.${lead.origin}`) : null)),
        shown(t('product'), lead.productName), shown(t('grade'), lead.grade), shown(t('amount'), money(lead.amount)), shown(t('budget'), money(lead.budget)), { label: t('authority'), value: lead.authority ? words(`LeadAuthority.${lead.authority}`) : '—' },
        { label: t('decideOn'), value: lead.decideOn ? format.day(lead.decideOn) : '—' }, { label: t('touches'), value: lead.touches ?? 1 },
      ]} />}
    </SideDrawer>
  );
}
