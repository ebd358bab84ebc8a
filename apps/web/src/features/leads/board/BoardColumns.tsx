import { Link } from '@tanstack/react-router';
import { useFormat } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useId, type KeyboardEvent } from 'react';
import { useNow } from '../LeadMarks';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import type { LeadRow, Stage, StageColumn } from '../lead.types';
import { isArrow, slipBeside, stageBeside } from './board.moves';
import { Slip } from './Slip';
import type { Board } from './useBoard';
import { useDrop } from './useDrop';

/** The stages side by side. Arrows lead from slip to slip; with Ctrl or Alt they carry the slip along. */
export function BoardColumns({ board }: { board: Board }) {
  const t = useText(leadsText);
  const now = useNow();
  return (
    <div className="lead-board" role="group" aria-label={t('boardOf')} onKeyDown={(event) => pressed(event, board)}>
      {board.columns.map((column) => <Column key={column.stage} column={column} board={board} now={now} />)}
    </div>
  );
}

function pressed(event: KeyboardEvent, board: Board): void {
  const id = event.target instanceof HTMLElement ? event.target.dataset['lead'] : undefined;
  const lead = id ? board.columns.flatMap(({ leads }) => leads ?? []).find((candidate) => candidate.id === id) : undefined;
  if (!lead || event.nativeEvent.isComposing || event.metaKey || event.shiftKey) return;
  const carries = event.ctrlKey || event.altKey;
  if (isArrow(event.key)) {
    event.preventDefault();
    if (!carries) document.querySelector<HTMLElement>(`[data-lead="${slipBeside(board.columns, lead.id, event.key)}"]`)?.focus();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') carry(board, lead, event.key === 'ArrowRight' ? 1 : -1);
    return;
  }
  const as = carries ? undefined : ENDINGS[event.key.toLowerCase()];
  if (!as || !lead.can?.includes(WORDS[as])) return;
  event.preventDefault();
  board.end(lead, as);
}

const ENDINGS: Readonly<Record<string, keyof typeof WORDS>> = { w: 'won', l: 'lost', a: 'assign' };
const WORDS = { won: 'CONVERT', lost: 'CLOSE', assign: 'ASSIGN' } as const;

function carry(board: Board, lead: LeadRow, by: 1 | -1): void {
  const to = lead.stage && stageBeside(lead.stage, by);
  if (to) board.move(lead, to);
  else if (by === 1 && lead.can?.includes('CONVERT')) board.end(lead, 'won');
}

function Column({ column, board, now }: { column: StageColumn; board: Board; now: number }) {
  const t = useText(leadsText);
  const id = useId();
  const stage: Stage = column.stage ?? 'NEW';
  const leads = column.leads ?? [];
  const { isOver, handlers } = useDrop(board, (lead) => board.move(lead, stage));
  const rest = (column.count ?? 0) - leads.length;
  return (
    <section className={isOver && board.dragged?.stage !== stage ? 'lead-column lead-column-over' : 'lead-column'} aria-labelledby={id} {...handlers}>
      <ColumnHead id={id} column={column} />
      {leads.length === 0 && <p className="d-caption lead-column-empty">{t('emptyColumn')}</p>}
      <ul>{leads.map((lead) => <li key={lead.id}><Slip lead={lead} board={board} now={now} /></li>)}</ul>
      {rest > 0 && <Link className="lead-more" to="/leads" search={{ filter: { status: { in: ['OPEN'] }, stage: { in: [stage] } } } as never}>{t('more', { count: rest })}</Link>}
    </section>
  );
}

function ColumnHead({ id, column }: { id: string; column: StageColumn }) {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const format = useFormat();
  const sums = (column.amount ?? []).map((amount) => format.moneyShort(amount)).join(' + ');
  return (
    <header className="lead-column-head">
      <h2 id={id}>{word(`LeadStage.${column.stage ?? 'NEW'}`)}</h2>
      <span className="lead-column-figures"><span className="d-note">{format.number(column.count ?? 0)}</span><span className="d-caption">{sums || t('sumNone')}</span></span>
    </header>
  );
}
