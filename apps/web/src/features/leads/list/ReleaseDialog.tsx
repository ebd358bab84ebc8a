import { Form, Select } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import { PoolChoicesDocument, ReleaseLeadsDocument } from '../assign.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { useCoded } from './useLeadFilters';

/** Gives leads back to a pool, from which colleagues may claim them. */
export function ReleaseDialog({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone?: () => void }) {
  const t = useText(leadsText);
  const toast = useToast();
  const coded = useCoded();
  const pools = useAsk(PoolChoicesDocument, {}).data?.leadPools ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const pool = chosen ?? (pools.length === 1 ? pools[0]!.id : null);
  const release = useSave(ReleaseLeadsDocument, {
    refreshes: [...LEADS_REFRESHED, 'poolLeads', 'leadPools'], loud: true,
    onDone: ({ releaseLeads: given }) => {
      onClose();
      onDone?.();
      const kept = ids.length - (given?.length ?? 0);
      const words = t('released', { count: given?.length ?? 0, name: pools.find(({ id }) => id === pool)?.name ?? '' });
      toast.done(kept > 0 ? `${words} ${t('skipped', { count: kept })}` : words);
    },
  });
  return (
    <Dialog open title={t('releaseTitle')} onClose={onClose} verb={t('releaseVerb', { count: ids.length })} busy={release.busy} disabled={pool === null || reason === null} footLeft={t('releaseNote')}
      onVerb={() => pool && reason && release.run({ ids: [...ids], poolId: pool, reason: reason as never })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('pool')} htmlFor="lead-pool"><span data-first><Select id="lead-pool" value={pool} options={pools.map(({ id, name }) => ({ value: id, label: name ?? '' }))} notFoundContent={t('noPools')} onChange={setChosen} /></span></Form.Item>
        <Form.Item label={t('reason')} htmlFor="lead-release-reason"><Select id="lead-release-reason" value={reason} options={coded('ReleaseReason')} onChange={setReason} /></Form.Item>
      </Form>
    </Dialog>
  );
}
