import { Check, X } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { leadsText } from '../leads.text';
import type { Board } from './useBoard';
import { useDrop } from './useDrop';

/** Where a lead ends: dropped here it is won or lost, and the dialog asks for what is needed. */
export function DropZones({ board }: { board: Board }) {
  return <div className={board.dragged ? 'lead-ends lead-ends-open' : 'lead-ends'}><End board={board} as="won" right="CONVERT" /><End board={board} as="lost" right="CLOSE" /></div>;
}

function End({ board, as, right }: { board: Board; as: 'won' | 'lost'; right: string }) {
  const t = useText(leadsText);
  const { isOver, handlers } = useDrop(board, (lead) => lead.can?.includes(right) && board.end(lead, as));
  return (
    <div className={`lead-end lead-end-${as}${isOver ? ' lead-end-over' : ''}`} {...handlers}>
      <Icon of={as === 'won' ? Check : X} /> {t(as)}{board.dragged && <span className="d-caption">{t('dropHere')}</span>}
    </div>
  );
}
