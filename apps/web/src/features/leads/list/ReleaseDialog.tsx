import { Form, Select } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useRef, useState } from 'react';
import { PoolChoicesDocument, ReleaseLeadsDocument, UndoReleaseDocument } from '../assign.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { undoSeconds } from '../undo';
import { useCoded } from './useLeadFilters';

const OLD = [...LEADS_REFRESHED, 'poolLeads', 'leadPools'];

/** Gives leads back to a pool, from which colleagues may claim them; taken back from the toast within a minute. */
export function ReleaseDialog({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone?: () => void }) {
  const t = useText(leadsText);
  const toast = useToast();
  const coded = useCoded();
  const pools = useAsk(PoolChoicesDocument, {}).data?.leadPools ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const pool = chosen ?? (pools.length === 1 ? pools[0]!.id : null);
  const sentAt = useRef(0);
  const undone = (count: number) => [t('releaseUndone', { count }), ...(count < ids.length ? [t('releaseTaken', { count: ids.length - count })] : [])].join(' ');
  const undo = useSave(UndoReleaseDocument, { refreshes: OLD, loud: true, done: ({ undoRelease }) => undone(undoRelease?.length ?? 0) });
  const release = useSave(ReleaseLeadsDocument, {
    refreshes: OLD, loud: true,
    onDone: ({ releaseLeads: given }) => {
      onClose();
      onDone?.();
      const kept = ids.length - (given?.length ?? 0);
      const words = t('released', { count: given?.length ?? 0, name: pools.find(({ id }) => id === pool)?.name ?? '' });
      toast.done(kept > 0 ? `${words} ${t('skipped', { count: kept })}` : words, given && given.length > 0 ? { undo: () => undo.run({ ids: [...given] }), seconds: undoSeconds(sentAt.current) } : undefined);
    },
  });
  const give = (poolId: string, why: string) => {
    sentAt.current = Date.now();
    return release.run({ ids: [...ids], poolId, reason: why as never });
  };
  return (
    <Dialog open title={t('releaseTitle')} onClose={onClose} verb={t('releaseVerb', { count: ids.length })} busy={release.busy} disabled={pool === null || reason === null} footLeft={t('releaseNote')}
      onVerb={() => pool && reason && give(pool, reason)}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('pool')} htmlFor="lead-pool"><span data-first><Select id="lead-pool" value={pool} options={pools.map(({ id, name }) => ({ value: id, label: name ?? '' }))} notFoundContent={t('noPools')} onChange={setChosen} /></span></Form.Item>
        <Form.Item label={t('reason')} htmlFor="lead-release-reason"><Select id="lead-release-reason" value={reason} options={coded('ReleaseReason')} onChange={setReason} /></Form.Item>
      </Form>
    </Dialog>
  );
}
