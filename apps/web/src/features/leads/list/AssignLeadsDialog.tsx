import { Form, Select } from 'antd';
import { useCustomerChoices, useSave } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import { AssignLeadsDocument, UndoAssignmentDocument } from '../assign.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';

/** Gives leads to a colleague: done at once, and taken back from the toast. */
export function AssignLeadsDialog({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone?: () => void }) {
  const t = useText(leadsText);
  const toast = useToast();
  const { owners } = useCustomerChoices();
  const [owner, setOwner] = useState<string | null>(null);
  const undo = useSave(UndoAssignmentDocument, { refreshes: LEADS_REFRESHED, loud: true, done: (answer) => t('assignUndone', { count: answer.undoAssignment?.count ?? 0 }) });
  const assign = useSave(AssignLeadsDocument, {
    refreshes: LEADS_REFRESHED, loud: true,
    onDone: ({ assignLeads: given }) => {
      onClose();
      onDone?.();
      if (!given) return;
      const kept = given.skipped?.length ?? 0;
      const name = owners.find(({ value }) => value === owner)?.label ?? '';
      toast.done([t('assigned', { count: given.count ?? 0, name }), kept > 0 ? t('skipped', { count: kept }) : ''].join(' ').trim(), given.canUndo ? { undo: () => undo.run({ id: given.id }) } : undefined);
    },
  });
  return (
    <Dialog open title={t('assignTitle')} onClose={onClose} verb={t('assignVerb', { count: ids.length })} busy={assign.busy} disabled={owner === null} onVerb={() => owner && assign.run({ ids: [...ids], ownerId: owner })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('colleague')} htmlFor="lead-owner">
          <Select id="lead-owner" autoFocus showSearch={{ optionFilterProp: 'label' }} value={owner} options={owners} onChange={setOwner} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
