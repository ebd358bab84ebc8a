import { useToast, useText } from '@dossier/ui';
import { refresh, ServerError, useAsk, useSave, useShortcuts } from '@dossier/client';
import { useState } from 'react';
import { choicesOf, isOpen, nothingSettled, recordsOf, type Candidate, type Cluster, type Half, type Preview, type PreviewField, type Rule, type Settled } from './desk';
import { DuplicateClusterDocument, MergeClusterDocument, MergePreviewDocument, ReopenDuplicateDocument, ResolveDuplicateDocument, RevertMergeDocument } from './duplicates.documents';
import { duplicatesText } from './duplicates.text';

const REFRESHES = ['duplicateCandidates', 'duplicateCluster', 'customers', 'customer'];

export interface DeskSide { id: string; title: string; stays: boolean }

export interface PairDeskState {
  preview: Preview | null;
  pending: boolean;
  error: unknown;
  /** One side cannot be seen, or may not be merged by this viewer. */
  isFar: boolean;
  fields: readonly PreviewField[];
  /** The records being merged, in the order of their columns. */
  sides: readonly DeskSide[];
  cluster: Cluster | null;
  /** All records of the cluster within reach, with whether they are being merged. */
  members: readonly (DeskSide & { isTaken: boolean; isOfPair: boolean })[];
  settled: Settled;
  active: string | null;
  busy: boolean;
  retry: () => void;
  setActive: (field: string) => void;
  setRule: (rule: Rule | null) => void;
  choose: (field: string, side: string) => void;
  /** Takes a record of the cluster in, or leaves it out. */
  take: (id: string) => void;
  keep: (id: string) => void;
  swap: () => void;
  merge: () => void;
  different: () => void;
}

/** What is being decided of one pair and of what hangs together with it, by hand or by key. */
export function usePairDesk(candidate: Candidate): PairDeskState {
  const taking = useTaken(candidate);
  const { ids, order } = taking;
  const [settled, setSettled] = useState(nothingSettled);
  const [wanted, setActive] = useState<string | null>(null);
  const isWhole = Boolean(candidate.customer && candidate.other);
  const asked = useAsk(MergePreviewDocument, { ids: order }, { skip: !isWhole, keep: true });
  const preview = asked.data?.mergePreview ?? null;
  const fields = sorted(preview?.fields ?? []);
  const open = fields.filter(isOpen);
  const active = open.some(({ name }) => name === wanted) ? wanted : (open[0]?.name ?? null);
  const sides = taking.members.filter(({ isTaken }) => isTaken);
  const { merge, different, busy } = useDecisions(candidate, sides.find(({ stays }) => stays)?.title ?? '');
  const choose = (field: string, side: string) => {
    setActive(field);
    setSettled(({ rule, chosen }) => ({ rule, chosen: { ...chosen, [field]: side } }));
  };
  // What is shown may still be the preview of what was chosen before: nothing is merged by it.
  const isCurrent = preview !== null && !asked.isPlaceholderData;
  const state = {
    preview, fields, sides, settled, active, busy: busy || (preview !== null && !isCurrent), pending: isWhole && asked.isPending, error: asked.error && !isRefused(asked.error) ? asked.error : null,
    cluster: taking.cluster, members: taking.members, keep: taking.keep, swap: taking.swap,
    take: (id: string) => {
      taking.take(id);
      setSettled(({ rule, chosen }) => ({ rule, chosen: Object.fromEntries(Object.entries(chosen).filter(([, side]) => side !== id)) }));
    },
    isFar: !isWhole || isRefused(asked.error), retry: () => void asked.refetch(), setActive, choose, different,
    setRule: (rule: Rule | null) => setSettled({ rule, chosen: {} }),
    merge: () => isCurrent && merge({ survivorId: order[0]!, choices: choicesOf(preview.fields, settled) }, ids),
  };
  useDeskKeys(state, open);
  return state;
}

const isRefused = (error: unknown): boolean => error instanceof ServerError && ['FORBIDDEN', 'NOT_FOUND'].includes(error.code);

/** What must be decided stands first. */
const sorted = (fields: readonly PreviewField[]): PreviewField[] => [...fields.filter(isOpen), ...fields.filter((field) => !isOpen(field))];

/** Which records of the cluster are merged, and which of them stays: the two of the pair, unless somebody says otherwise. */
function useTaken(candidate: Candidate) {
  const t = useText(duplicatesText);
  const cluster = useAsk(DuplicateClusterDocument, { id: candidate.id }).data?.duplicateCluster ?? null;
  const records = recordsOf(candidate, cluster);
  const pair = [candidate.customer?.id, candidate.other?.id];
  const [others, setOthers] = useState<readonly string[]>([]);
  const [kept, setKept] = useState<string | null>(null);
  const ids = records.filter(({ id }) => pair.includes(id) || others.includes(id)).map(({ id }) => id);
  const survivor = kept !== null && ids.includes(kept) ? kept : ids[0];
  const titleOf = (row: Half) => [row.name ?? row.companyName ?? t('noName'), row.archiveNo].filter(Boolean).join(' ');
  return {
    cluster, ids, order: [...ids.filter((id) => id === survivor), ...ids.filter((id) => id !== survivor)], keep: setKept,
    members: records.map((row) => ({ id: row.id, title: titleOf(row), stays: row.id === survivor, isTaken: ids.includes(row.id), isOfPair: pair.includes(row.id) })),
    take: (id: string) => setOthers((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id])),
    swap: () => setKept(ids[(ids.indexOf(survivor ?? '') + 1) % ids.length] ?? null),
  };
}

function useDecisions({ id }: Candidate, into: string) {
  const t = useText(duplicatesText);
  const toast = useToast();
  const options = { refreshes: REFRESHES, loud: true };
  const revert = useSave(RevertMergeDocument, { ...options, done: t('undoing') });
  const reopen = useSave(ReopenDuplicateDocument, { ...options, done: t('reopened') });
  const told = async (text: string, undo: () => unknown) => {
    toast.done(text, { undo });
    await refresh(...REFRESHES);
  };
  const resolve = useSave(ResolveDuplicateDocument, {
    loud: true,
    onDone: ({ resolveDuplicate: done }) => {
      const batchId = done?.batchId;
      return told(batchId ? t('merged', { into }) : t('saidDifferent'), () => (batchId ? revert.run({ id: batchId }) : reopen.run({ id })));
    },
  });
  const all = useSave(MergeClusterDocument, {
    loud: true,
    onDone: ({ mergeCustomers: done }) => done && told(t('mergedMany', { into, count: done.mergeIds.length }), () => revert.run({ id: done.batchId })),
  });
  return {
    busy: resolve.busy || all.busy,
    // Two are a pair that was decided; more are one merge, and the pairs among them rest until it is taken back.
    merge: ({ survivorId, choices }: { survivorId: string; choices: ReturnType<typeof choicesOf> }, ids: readonly string[]) =>
      void (ids.length === 2 ? resolve.run({ id, decision: 'SAME', merge: { survivorId, choices } }) : all.run({ input: { survivorId, absorbedIds: ids.filter((one) => one !== survivorId), choices } })),
    different: () => void resolve.run({ id, decision: 'DIFFERENT' }),
  };
}

/** A key that has a meaning of its own where the focus is does that: a focused button is pressed by Enter. */
const onControl = (): boolean => document.activeElement?.closest('button, a, input, [role="radio"]') !== null && document.activeElement !== document.body;

function useDeskKeys(desk: PairDeskState, open: readonly PreviewField[]): void {
  const at = open.findIndex(({ name }) => name === desk.active);
  const step = (by: number) => open[at + by] && desk.setActive(open[at + by]!.name);
  const pick = (side: number) => desk.active !== null && desk.sides[side] && desk.choose(desk.active, desk.sides[side].id);
  const press = () => (onControl() ? (document.activeElement as HTMLElement).click() : desk.merge());
  const others = desk.members.filter(({ isOfPair }) => !isOfPair);
  const takeAll = () => others.forEach(({ id, isTaken }) => isTaken === others.every((one) => one.isTaken) && desk.take(id));
  useShortcuts({
    ...Object.fromEntries(Array.from({ length: 9 }, (_, side) => [String(side + 1), () => void pick(side)])),
    ArrowDown: () => step(1), ArrowUp: () => step(-1), s: desk.swap, a: others.length > 0 ? takeAll : undefined, d: desk.different, Enter: desk.preview && !desk.busy ? press : undefined,
  });
}
