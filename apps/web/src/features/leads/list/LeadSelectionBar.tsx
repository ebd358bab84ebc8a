import { Archive, CircleX, Download, UserRound, Waves } from 'lucide-react';
import { useMay, useOffer, useSave } from '@dossier/client';
import { SelectionBar, usePhone, useText, useToast, type BarVerb, type ListState, type Selection } from '@dossier/ui';
import { useState } from 'react';
import type { LeadRow } from '../lead.types';
import { ArchiveLeadsDocument, RestoreLeadsDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { AssignLeadsDialog } from './AssignLeadsDialog';
import { CloseManyDialog } from './CloseManyDialog';
import { type ColumnKey } from './lead.columns';
import { LeadExportDialog } from './LeadExportDialog';
import { ReleaseDialog } from './ReleaseDialog';

type Opened = 'assign' | 'release' | 'close' | 'export';
/** As many as a verb takes at once by their ids: what takes a step with each lead takes fewer. */
const MOST: Readonly<Record<Opened | 'archive', number>> = { assign: 500, release: 500, export: 500, close: 200, archive: 200 };

interface BarProps { list: ListState<LeadRow>; selection: Selection; columns: readonly ColumnKey[] }

/** What can be done with the chosen leads, each verb on a key. */
export function LeadSelectionBar({ list, selection, columns }: BarProps) {
  const t = useText(leadsText);
  const toast = useToast();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { count, ids, all } = selection;
  // All that match can be given to a colleague or leave as a file; what takes a step with each is done with those one has seen.
  const fits = (verb: Opened | 'archive') => ids.length <= MOST[verb] && (!all || verb === 'assign' || verb === 'export');
  const within = (verb: Opened | 'archive', act: () => void) => (fits(verb) ? act() : toast.failed(t('tooMany', { count: MOST[verb] })));
  const archive = useArchive(selection);
  const verbs = useVerbs((verb) => within(verb, () => setOpened(verb)), () => within('archive', () => archive(ids)));
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
      {opened === 'export' && <LeadExportDialog onClose={close} what={t('theSelected', { count })} count={count} filter={all ? list.filter : { id: { in: [...ids] } }} sort={list.sort} order={list.order} columns={columns} />}
    </>
  );
}

/** Takes the chosen leads out of the lists; the toast brings them back. */
function useArchive({ clear }: Selection): (ids: readonly string[]) => void {
  const t = useText(leadsText);
  const toast = useToast();
  const restore = useSave(RestoreLeadsDocument, { refreshes: LEADS_REFRESHED, loud: true, done: (answer) => t('restoredMany', { count: answer.restoreLeads?.count ?? 0 }) });
  const archive = useSave(ArchiveLeadsDocument, {
    refreshes: LEADS_REFRESHED, loud: true,
    onDone: ({ archiveLeads: gone }) => {
      clear();
      const kept = gone?.skipped ?? 0;
      toast.done([t('archivedMany', { count: gone?.count ?? 0 }), kept > 0 ? t('skipped', { count: kept }) : ''].join(' ').trim(), gone && gone.count > 0 ? { undo: () => restore.run({ ids: gone.ids }) } : undefined);
    },
  });
  return (ids) => void archive.run({ ids: [...ids] });
}

function useVerbs(open: (verb: Opened) => void, archive: () => void): BarVerb[] {
  const t = useText(leadsText);
  const phone = usePhone();
  const may = { assign: useMay('lead.assign'), update: useMay('lead.update'), claim: useMay('pool.claim'), archive: useMay('lead.archive'), export: useMay('lead.export') };
  const verbs: (BarVerb | false)[] = [
    may.assign && { key: 'assign', label: t('assign'), icon: UserRound, keyCap: 'A', onPress: () => open('assign') },
    may.update && may.claim && { key: 'release', label: t('release'), icon: Waves, keyCap: 'P', onPress: () => open('release') },
    may.update && { key: 'close', label: t('close'), icon: CircleX, keyCap: 'L', onPress: () => open('close') },
    may.archive && { key: 'archive', label: t('archive'), icon: Archive, keyCap: 'R', onPress: archive },
    may.export && !phone && { key: 'export', label: t('export'), icon: Download, keyCap: 'D', onPress: () => open('export') },
  ];
  return verbs.filter((verb) => verb !== false);
}
