import { useToast, useText } from '@dossier/ui';
import { refresh, ServerError, useAsk, useSave, useShortcuts } from '@dossier/client';
import { useState } from 'react';
import { choicesOf, isOpen, nothingSettled, type Candidate, type Preview, type PreviewField, type Rule, type Settled } from './desk';
import { MergePreviewDocument, ReopenDuplicateDocument, ResolveDuplicateDocument, RevertMergeDocument } from './duplicates.documents';
import { duplicatesText } from './duplicates.text';

const REFRESHES = ['duplicateCandidates', 'customers', 'customer'];

export interface PairDeskState {
  preview: Preview | null;
  pending: boolean;
  error: unknown;
  /** One side cannot be seen, or may not be merged by this viewer. */
  isFar: boolean;
  fields: readonly PreviewField[];
  sides: readonly { id: string; title: string; stays: boolean }[];
  settled: Settled;
  active: string | null;
  busy: boolean;
  retry: () => void;
  setActive: (field: string) => void;
  setRule: (rule: Rule | null) => void;
  choose: (field: string, side: string) => void;
  swap: () => void;
  merge: () => void;
  different: () => void;
}

/** What is being decided of one pair, by hand or by key. */
export function usePairDesk(candidate: Candidate): PairDeskState {
  const ids = [candidate.customer?.id, candidate.other?.id].filter((id): id is string => typeof id === 'string');
  const [swapped, setSwapped] = useState(false);
  const [settled, setSettled] = useState(nothingSettled);
  const [wanted, setActive] = useState<string | null>(null);
  const order = swapped ? [...ids].reverse() : ids;
  const asked = useAsk(MergePreviewDocument, { ids: order }, { skip: ids.length !== 2 });
  const preview = asked.data?.mergePreview ?? null;
  const fields = sorted(preview?.fields ?? []);
  const open = fields.filter(isOpen);
  const active = open.some(({ name }) => name === wanted) ? wanted : (open[0]?.name ?? null);
  const sides = useSides(candidate, ids, order[0] ?? '');
  const { merge, different, busy } = useDecisions(candidate, sides.find(({ stays }) => stays)?.title ?? '');
  const choose = (field: string, side: string) => {
    setActive(field);
    setSettled(({ rule, chosen }) => ({ rule, chosen: { ...chosen, [field]: side } }));
  };
  const state = {
    preview, fields, sides, settled, active, busy, pending: ids.length === 2 && asked.isPending, error: asked.error && !isRefused(asked.error) ? asked.error : null,
    isFar: ids.length < 2 || isRefused(asked.error), retry: () => void asked.refetch(), setActive, choose, different,
    setRule: (rule: Rule | null) => setSettled({ rule, chosen: {} }), swap: () => setSwapped(!swapped),
    merge: () => preview && merge({ survivorId: order[0]!, choices: choicesOf(preview.fields, settled) }),
  };
  useDeskKeys(state, open);
  return state;
}

const isRefused = (error: unknown): boolean => error instanceof ServerError && ['FORBIDDEN', 'NOT_FOUND'].includes(error.code);

/** What must be decided stands first. */
const sorted = (fields: readonly PreviewField[]): PreviewField[] => [...fields.filter(isOpen), ...fields.filter((field) => !isOpen(field))];

function useSides(candidate: Candidate, ids: readonly string[], survivor: string) {
  const t = useText(duplicatesText);
  return ids.map((id) => {
    const row = candidate.customer?.id === id ? candidate.customer : candidate.other;
    return { id, title: [row?.name ?? row?.companyName ?? t('noName'), row?.archiveNo].filter(Boolean).join(' '), stays: id === survivor };
  });
}

function useDecisions({ id }: Candidate, into: string) {
  const t = useText(duplicatesText);
  const toast = useToast();
  const options = { refreshes: REFRESHES, loud: true };
  const revert = useSave(RevertMergeDocument, { ...options, done: t('undoing') });
  const reopen = useSave(ReopenDuplicateDocument, { ...options, done: t('reopened') });
  const resolve = useSave(ResolveDuplicateDocument, {
    loud: true,
    onDone: async ({ resolveDuplicate: done }) => {
      const batchId = done?.batchId;
      toast.done(batchId ? t('merged', { into }) : t('saidDifferent'), { undo: () => (batchId ? revert.run({ id: batchId }) : reopen.run({ id })) });
      await refresh(...REFRESHES);
    },
  });
  return {
    busy: resolve.busy,
    merge: (merge: { survivorId: string; choices: ReturnType<typeof choicesOf> }) => void resolve.run({ id, decision: 'SAME', merge }),
    different: () => void resolve.run({ id, decision: 'DIFFERENT' }),
  };
}

/** A key that has a meaning of its own where the focus is does that: a focused button is pressed by Enter. */
const onControl = (): boolean => document.activeElement?.closest('button, a, input, [role="radio"]') !== null && document.activeElement !== document.body;

function useDeskKeys(desk: PairDeskState, open: readonly PreviewField[]): void {
  const at = open.findIndex(({ name }) => name === desk.active);
  const step = (by: number) => open[at + by] && desk.setActive(open[at + by]!.name);
  const take = (side: number) => desk.active !== null && desk.sides[side] && desk.choose(desk.active, desk.sides[side].id);
  const press = () => (onControl() ? (document.activeElement as HTMLElement).click() : desk.merge());
  useShortcuts({ 1: () => take(0), 2: () => take(1), ArrowDown: () => step(1), ArrowUp: () => step(-1), s: desk.swap, d: desk.different, Enter: desk.preview && !desk.busy ? press : undefined });
}
