import { useAsk, useSave } from '@dossier/client';
import { useText, type Filter } from '@dossier/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLeadName } from '../LeadMarks';
import { LeadBoardDocument, MoveLeadDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import type { LeadRow, Stage, StageColumn } from '../lead.types';
import { afterMove, leadsIn, STAGES } from './board.moves';

export type Ending = 'won' | 'lost' | 'assign';
interface Carried { id: string; stage: Stage }

/** The board as the server tells it, each stage once and in its order. */
function inOrder(columns: readonly StageColumn[]): StageColumn[] {
  return STAGES.map((stage) => columns.find((column) => column.stage === stage) ?? { stage, count: 0, amount: [], leads: [] });
}

/** The board: its columns, what is under way, and the verbs of its slips. */
export function useBoard(filter: Filter) {
  const asked = useAsk(LeadBoardDocument, Object.keys(filter).length > 0 ? { filter } : {}, { keep: true });
  const { carried, carry, busy } = useCarrying();
  const told = inOrder((asked.data?.leadBoard ?? []) as readonly StageColumn[]);
  const columns = carried ? afterMove(told, carried.id, carried.stage) : told;
  const { said, follow } = useFollowing(columns);
  const [dragged, setDragged] = useState<LeadRow | null>(null);
  const [ending, setEnding] = useState<{ lead: LeadRow; as: Ending } | null>(null);
  const move = useCallback((lead: LeadRow, stage: Stage) => {
    if (lead.stage === stage || busy || !lead.can?.includes('MOVE')) return;
    follow(lead.id, stage);
    void carry(lead, stage);
  }, [busy, carry, follow]);
  return {
    columns, move, said, follow, dragged, ending, isReady: asked.data !== undefined, error: asked.data ? null : asked.error, refetch: () => void asked.refetch(),
    total: columns.reduce((sum, { count }) => sum + (count ?? 0), 0),
    drag: setDragged, end: (lead: LeadRow, as: Ending) => setEnding({ lead, as }), ended: () => setEnding(null),
  };
}

export type Board = ReturnType<typeof useBoard>;

/** Carries a slip to another stage: shown at once, taken back where the server refuses, and by the toast. */
function useCarrying() {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const name = useLeadName();
  const [carried, setCarried] = useState<Carried | null>(null);
  const back = useSave(MoveLeadDocument, { refreshes: LEADS_REFRESHED, loud: true });
  const last = useRef<{ lead: LeadRow; from: Stage; to: Stage } | null>(null);
  const save = useSave(MoveLeadDocument, {
    refreshes: LEADS_REFRESHED, loud: true,
    done: () => (last.current ? t('moved', { name: name(last.current.lead), stage: word(`LeadStage.${last.current.to}`) }) : ''),
    undo: () => last.current && back.run({ id: last.current.lead.id, stage: last.current.from as never }),
  });
  const { run, busy } = save;
  const carry = useCallback(async (lead: LeadRow, to: Stage) => {
    last.current = { lead, from: lead.stage ?? 'NEW', to };
    setCarried({ id: lead.id, stage: to });
    await run({ id: lead.id, stage: to as never });
    setCarried(null);
  }, [run]);
  return { carried, carry, busy };
}

/** Keeps the focus on a slip that has moved, and says where it stands now. */
function useFollowing(columns: readonly StageColumn[]) {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const name = useLeadName();
  const [said, setSaid] = useState('');
  const [followed, setFollowed] = useState<Carried | null>(null);
  const isFresh = useRef(false);
  const leads = followed ? leadsIn(columns, followed.stage) : [];
  const at = leads.findIndex(({ id }) => id === followed?.id);
  const words = followed && at >= 0 ? t('carried', { name: name(leads[at]!), stage: word(`LeadStage.${followed.stage}`), at: at + 1, count: leads.length }) : '';
  useEffect(() => {
    if (!followed || words === '') return;
    // A slip that changes its column is drawn anew and loses the focus; whoever has gone on meanwhile keeps theirs.
    if (isFresh.current || document.activeElement === document.body) document.querySelector<HTMLElement>(`[data-lead="${followed.id}"]`)?.focus();
    isFresh.current = false;
    setSaid(words);
  }, [followed, words]);
  const follow = useCallback((id: string, stage: Stage) => {
    isFresh.current = true;
    setFollowed({ id, stage });
  }, []);
  return { said, follow };
}
