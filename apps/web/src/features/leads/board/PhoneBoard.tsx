import { Link } from '@tanstack/react-router';
import { useFormat } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { useState } from 'react';
import { useNow } from '../LeadMarks';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import type { Stage } from '../lead.types';
import { Slip } from './Slip';
import type { Board } from './useBoard';

/** One stage at a time, the others as tabs; a slip is moved by its menu. */
export function PhoneBoard({ board }: { board: Board }) {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const format = useFormat();
  const now = useNow();
  const [stage, setStage] = useState<Stage>(() => board.columns.find(({ count }) => (count ?? 0) > 0)?.stage ?? 'NEW');
  const column = board.columns.find((candidate) => candidate.stage === stage);
  const leads = column?.leads ?? [];
  const rest = (column?.count ?? 0) - leads.length;
  const sums = (column?.amount ?? []).map((amount) => format.money(amount)).join(' + ');
  const tabs = board.columns.map((one) => ({ id: one.stage ?? 'NEW', name: `${word(`LeadStage.${one.stage ?? 'NEW'}`)} ${format.number(one.count ?? 0)}` }));
  return (
    <>
      <ViewTabs views={tabs} current={stage} changed={false} onPick={(id) => setStage(id as Stage)} />
      <div className="lead-phone-board">
        {sums && <p className="d-caption">{sums}</p>}
        {leads.length === 0 && <p className="d-note">{t('emptyColumn')}</p>}
        <ul aria-label={word(`LeadStage.${stage}`)}>{leads.map((lead) => <li key={lead.id}><Slip lead={lead} board={board} now={now} /></li>)}</ul>
        {rest > 0 && <Link className="lead-more" to="/leads" search={{ filter: { status: { in: ['OPEN'] }, stage: { in: [stage] } } } as never}>{t('more', { count: rest })}</Link>}
      </div>
    </>
  );
}
