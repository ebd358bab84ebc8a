import { CircleX, UserRound, Waves } from 'lucide-react';
import { useMay, useOffer } from '@dossier/client';
import { SelectionBar, useText, useToast, type BarVerb, type ListState, type Selection } from '@dossier/ui';
import { useState } from 'react';
import type { LeadRow } from '../lead.types';
import { leadsText } from '../leads.text';
import { AssignLeadsDialog } from './AssignLeadsDialog';
import { CloseManyDialog } from './CloseManyDialog';
import { ReleaseDialog } from './ReleaseDialog';

type Opened = 'assign' | 'release' | 'close';
/** As many as one verb takes at once by their ids. */
const MOST = 500;

/** What can be done with the chosen leads, each verb on a key. */
export function LeadSelectionBar({ list, selection }: { list: ListState<LeadRow>; selection: Selection }) {
  const t = useText(leadsText);
  const toast = useToast();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { count, ids, all } = selection;
  // All that match can be given to a colleague; what asks for a reason is done with those one has seen.
  const open = (verb: Opened) => (ids.length > MOST || (all && verb !== 'assign') ? toast.failed(t('tooMany', { count: MOST })) : setOpened(verb));
  const verbs = useVerbs(open);
  const offersAll = !all && list.totalCount !== null && list.totalCount > count && list.rows.every((row) => selection.has(row.id));
  useOffer(count > 0 ? { title: t('selected', { count }), items: verbs.map((verb) => ({ key: `leads-${verb.key}`, title: verb.label, icon: verb.icon, run: verb.onPress })) } : null);
  const close = () => setOpened(null);
  const done = selection.clear;
  return (
    <>
      <SelectionBar count={count} verbs={verbs} onClear={selection.clear} {...(offersAll && { allText: t('selectAll', { count: list.totalCount ?? 0 }), onAll: selection.selectAll })} />
      {opened === 'assign' && <AssignLeadsDialog chosen={all ? { filter: list.filter, count } : { ids }} onClose={close} onDone={done} />}
      {opened === 'release' && <ReleaseDialog ids={ids} onClose={close} onDone={done} />}
      {opened === 'close' && <CloseManyDialog ids={ids} onClose={close} onDone={done} />}
    </>
  );
}

function useVerbs(open: (verb: Opened) => void): BarVerb[] {
  const t = useText(leadsText);
  const may = { assign: useMay('lead.assign'), update: useMay('lead.update'), claim: useMay('pool.claim') };
  const verbs: (BarVerb | false)[] = [
    may.assign && { key: 'assign', label: t('assign'), icon: UserRound, keyCap: 'A', onPress: () => open('assign') },
    may.update && may.claim && { key: 'release', label: t('release'), icon: Waves, keyCap: 'P', onPress: () => open('release') },
    may.update && { key: 'close', label: t('close'), icon: CircleX, keyCap: 'L', onPress: () => open('close') },
  ];
  return verbs.filter((verb) => verb !== false);
}
