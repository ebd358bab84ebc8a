import { Form, Select } from 'antd';
import { useCustomerChoices, useSave } from '@dossier/client';
import { Dialog, useText, useToast, type Filter } from '@dossier/ui';
import { useState } from 'react';
import { AssignLeadsDocument, AssignMatchingLeadsDocument, UndoAssignmentDocument } from '../assign.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';

/** Leads by their ids, or all that match. */
export type Chosen = { readonly ids: readonly string[] } | { readonly filter: Filter; readonly count: number };
interface AssignProps { chosen: Chosen; onClose: () => void; onDone?: () => void }

/** Gives leads to a colleague: done at once, and taken back from the toast. */
export function AssignLeadsDialog({ chosen, onClose, onDone }: AssignProps) {
  const t = useText(leadsText);
  const { owners } = useCustomerChoices();
  const [owner, setOwner] = useState<string | null>(null);
  const count = 'ids' in chosen ? chosen.ids.length : chosen.count;
  const { busy, give } = useGiving(owners.find(({ value }) => value === owner)?.label ?? '', () => {
    onClose();
    onDone?.();
  });
  return (
    <Dialog open title={t('assignTitle')} onClose={onClose} verb={t('assignVerb', { count })} busy={busy} disabled={owner === null} onVerb={() => owner && give(chosen, owner)}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('colleague')} htmlFor="lead-owner">
          <span data-first><Select id="lead-owner" showSearch={{ optionFilterProp: 'label' }} value={owner} options={owners} onChange={setOwner} /></span>
        </Form.Item>
      </Form>
    </Dialog>
  );
}

interface Given { readonly id: string; readonly count?: number | null; readonly canUndo?: boolean | null; readonly jobId?: string | null; readonly skipped?: readonly unknown[] | null }

function useGiving(name: string, ended: () => void) {
  const t = useText(leadsText);
  const toast = useToast();
  const options = { refreshes: LEADS_REFRESHED, loud: true };
  const undo = useSave(UndoAssignmentDocument, { ...options, done: (answer) => t('assignUndone', { count: answer.undoAssignment?.count ?? 0 }) });
  const tell = (given: Given | null | undefined) => {
    ended();
    if (!given) return;
    const kept = given.skipped?.length ?? 0;
    const words = given.jobId ? t('assignStarted', { name }) : t('assigned', { count: given.count ?? 0, name });
    toast.done(kept > 0 ? `${words} ${t('skipped', { count: kept })}` : words, given.canUndo ? { undo: () => undo.run({ id: given.id }) } : undefined);
  };
  const some = useSave(AssignLeadsDocument, { ...options, onDone: ({ assignLeads }) => tell(assignLeads) });
  const all = useSave(AssignMatchingLeadsDocument, { ...options, onDone: ({ assignMatchingLeads }) => tell(assignMatchingLeads) });
  const give = (chosen: Chosen, ownerId: string) => ('ids' in chosen ? some.run({ ids: [...chosen.ids], ownerId }) : all.run({ filter: chosen.filter, ownerId }));
  return { busy: some.busy || all.busy, give };
}
