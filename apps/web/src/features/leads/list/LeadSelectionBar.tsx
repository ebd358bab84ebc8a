import { CircleX, UserRound } from 'lucide-react';
import { useMay, useOffer } from '@dossier/client';
import { SelectionBar, useText, useToast, type BarVerb, type Selection } from '@dossier/ui';
import { useState } from 'react';
import { leadsText } from '../leads.text';
import { AssignLeadsDialog } from './AssignLeadsDialog';
import { CloseManyDialog } from './CloseManyDialog';

type Opened = 'assign' | 'close';
/** As many as one verb takes at once. */
const MOST = 500;

/** What can be done with the chosen leads, each verb on a key. */
export function LeadSelectionBar({ selection }: { selection: Selection }) {
  const t = useText(leadsText);
  const toast = useToast();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { count, ids } = selection;
  const open = (verb: Opened) => (ids.length > MOST ? toast.failed(t('tooMany', { count: MOST })) : setOpened(verb));
  const verbs = useVerbs(open);
  useOffer(count > 0 ? { title: t('selected', { count }), items: verbs.map((verb) => ({ key: `leads-${verb.key}`, title: verb.label, icon: verb.icon, run: verb.onPress })) } : null);
  const close = () => setOpened(null);
  const done = selection.clear;
  return (
    <>
      <SelectionBar count={ids.length} verbs={verbs} onClear={selection.clear} />
      {opened === 'assign' && <AssignLeadsDialog ids={ids} onClose={close} onDone={done} />}
      {opened === 'close' && <CloseManyDialog ids={ids} onClose={close} onDone={done} />}
    </>
  );
}

function useVerbs(open: (verb: Opened) => void): BarVerb[] {
  const t = useText(leadsText);
  const may = { assign: useMay('lead.assign'), update: useMay('lead.update') };
  const verbs: (BarVerb | false)[] = [
    may.assign && { key: 'assign', label: t('assign'), icon: UserRound, keyCap: 'A', onPress: () => open('assign') },
    may.update && { key: 'close', label: t('close'), icon: CircleX, keyCap: 'L', onPress: () => open('close') },
  ];
  return verbs.filter((verb) => verb !== false);
}
