import { useSave } from '@dossier/client';
import { useText, useToast } from '@dossier/ui';
import { useRef } from 'react';
import { undoSeconds } from '../undo';
import { ClaimLeadsDocument, GiveBackDocument } from './pool.documents';
import { poolText } from './pool.text';

const OLD = ['poolLeads', 'leadPools', 'leads', 'leadBoard'];

/** Claims leads; a slip of the hand is undone within a minute and costs nothing: so long the toast stays. */
export function useClaim(poolId: string, done?: () => void) {
  const t = useText(poolText);
  const toast = useToast();
  const sentAt = useRef(0);
  const back = useSave(GiveBackDocument, { refreshes: OLD, loud: true, done: t('gaveBack') });
  const claim = useSave(ClaimLeadsDocument, {
    refreshes: OLD, loud: true,
    onDone: ({ claimLeads }) => {
      const ids = claimLeads?.ids ?? [];
      toast.done(t('claimed', { count: ids.length }), { undo: () => back.run({ ids: [...ids], poolId }), seconds: undoSeconds(sentAt.current) });
      done?.();
    },
  });
  return {
    busy: claim.busy,
    claim: (ids: readonly string[]) => {
      sentAt.current = Date.now();
      void claim.run({ ids: [...ids] });
    },
  };
}
