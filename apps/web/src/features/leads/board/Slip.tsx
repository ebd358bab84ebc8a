import { Button, Dropdown } from 'antd';
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import type { DragEvent } from 'react';
import { NextMark, ResponseMark, ScoreMark, secondNameOf, useLeadName } from '../LeadMarks';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import type { LeadRow, Stage } from '../lead.types';
import { STAGES } from './board.moves';
import type { Board, Ending } from './useBoard';

interface SlipProps { lead: LeadRow; board: Board; now: number }

/** One lead on the board: it opens by click and Enter, is dragged by the mouse, and moved by its menu and by keys. */
export function Slip({ lead, board, now }: SlipProps) {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const name = useLeadName();
  const movable = lead.can?.includes('MOVE') ?? false;
  const start = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', lead.id);
    board.drag(lead);
  };
  return (
    <article className={board.dragged?.id === lead.id ? 'lead-slip lead-slip-carried' : 'lead-slip'} draggable={movable} onDragStart={start} onDragEnd={() => board.drag(null)}>
      <div className="lead-slip-line">
        <Link className="lead-slip-name" draggable={false} to={`/leads/${lead.id}`} data-lead={lead.id}>{name(lead)}</Link>
        <ScoreMark lead={lead} />
      </div>
      <p className="d-caption lead-slip-second">{[secondNameOf(lead), lead.subject ?? lead.productName].filter(Boolean).join(' · ')}</p>
      <div className="lead-slip-line">
        <span className="d-caption lead-slip-owner">{lead.owner?.name ?? lead.source?.name ?? (lead.origin ? word(`LeadOrigin.${lead.origin}`) : t('noOwner'))}</span>
        <span className="lead-slip-end">{lead.firstResponseAt || lead.nextOn ? <NextMark lead={lead} short /> : <ResponseMark lead={lead} now={now} short />}<SlipMenu lead={lead} board={board} /></span>
      </div>
    </article>
  );
}

const ENDINGS: readonly (readonly [as: Ending, word: string])[] = [['won', 'CONVERT'], ['lost', 'CLOSE'], ['assign', 'ASSIGN']];

/** The same moves by menu: for fingers, and for whoever does not drag. */
function SlipMenu({ lead, board }: { lead: LeadRow; board: Board }) {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const name = useLeadName();
  const can = lead.can ?? [];
  const stages = can.includes('MOVE') ? STAGES.filter((stage) => stage !== lead.stage) : [];
  const endings = ENDINGS.filter(([, right]) => can.includes(right));
  if (stages.length + endings.length === 0) return null;
  const items = [
    ...stages.map((stage) => ({ key: stage, label: t('moveTo', { stage: word(`LeadStage.${stage}`) }), onClick: () => board.move(lead, stage as Stage) })),
    ...(stages.length > 0 && endings.length > 0 ? [{ type: 'divider' as const }] : []),
    ...endings.map(([as]) => ({ key: as, label: t(as), onClick: () => board.end(lead, as) })),
  ];
  return (
    <Dropdown trigger={['click']} placement="bottomRight" menu={{ items }}>
      <Button type="text" size="small" className="lead-slip-menu" icon={<Icon of={Ellipsis} />} aria-label={t('move', { name: name(lead) })} />
    </Dropdown>
  );
}
