import { Form, Input, Radio, Select } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import { AS, useReasons, type As } from '../convert/reasons';
import { CloseLeadsDocument, ReopenLeadsDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';

/** Ends many leads for one reason; what could not be ended stays as it is and is told. */
export function CloseManyDialog({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone: () => void }) {
  const t = useText(leadsText);
  const toast = useToast();
  const [status, setStatus] = useState<As>('LOST');
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const reasons = useReasons(status);
  const reopen = useSave(ReopenLeadsDocument, { refreshes: LEADS_REFRESHED, loud: true, done: (answer) => t('reopenedMany', { count: answer.reopenLeads?.count ?? 0 }) });
  const close = useSave(CloseLeadsDocument, {
    refreshes: LEADS_REFRESHED, loud: true,
    onDone: ({ closeLeads: ended }) => {
      onClose();
      onDone();
      const kept = ended?.skipped ?? 0;
      toast.done([t('closedMany', { count: ended?.count ?? 0 }), kept > 0 ? t('skipped', { count: kept }) : ''].join(' ').trim(), ended && ended.count > 0 ? { undo: () => reopen.run({ ids: ended.ids }) } : undefined);
    },
  });
  const verb = t('closeMany', { count: ids.length });
  return (
    <Dialog open title={verb} onClose={onClose} verb={verb} busy={close.busy} disabled={reason === null} onVerb={() => reason && close.run({ ids: [...ids], input: { status, reason: reason as never, note: note.trim() || null } })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('closeAs')}><Radio.Group className="lead-choices" aria-label={t('closeAs')} value={status} options={AS.map((value) => ({ value, label: t(value) }))} onChange={(event) => { setStatus(event.target.value as As); setReason(null); }} /></Form.Item>
        <Form.Item label={t('why')} htmlFor="leads-reason"><span data-first><Select id="leads-reason" value={reason} options={reasons} onChange={setReason} /></span></Form.Item>
        <Form.Item label={t('note')} htmlFor="leads-note"><Input id="leads-note" maxLength={1000} placeholder={t('noteHint')} value={note} onChange={(event) => setNote(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
