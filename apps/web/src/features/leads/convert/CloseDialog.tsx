import { Form, Input, Radio, Select } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import { useLeadName } from '../LeadMarks';
import { CloseLeadDocument, ReopenLeadDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import type { LeadRow } from '../lead.types';
import { AS, useReasons, type As } from './reasons';

/** Ends a lead without business: what became of it, and why. It can be opened again. */
export function CloseDialog({ lead, onClose }: { lead: LeadRow; onClose: () => void }) {
  const t = useText(leadsText);
  const name = useLeadName();
  const [status, setStatus] = useState<As>('LOST');
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const reopen = useSave(ReopenLeadDocument, { refreshes: LEADS_REFRESHED, loud: true, done: t('reopened') });
  const close = useSave(CloseLeadDocument, { refreshes: LEADS_REFRESHED, loud: true, done: t('closed', { name: name(lead) }), undo: () => reopen.run({ id: lead.id }), onDone: onClose });
  const reasons = useReasons(status);
  const as = (next: As) => {
    setStatus(next);
    setReason(null);
  };
  return (
    <Dialog open title={t('closeTitle')} onClose={onClose} verb={t('closeVerb')} busy={close.busy} disabled={reason === null} onVerb={() => reason && close.run({ id: lead.id, input: { status: status as never, reason: reason as never, note: note.trim() || null } })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('closeAs')}><Radio.Group className="lead-choices" aria-label={t('closeAs')} value={status} options={AS.map((value) => ({ value, label: t(value) }))} onChange={(event) => as(event.target.value as As)} /></Form.Item>
        <Form.Item label={t('why')} htmlFor="lead-reason"><span data-first><Select id="lead-reason" value={reason} options={reasons} onChange={setReason} /></span></Form.Item>
        <Form.Item label={t('note')} htmlFor="lead-note"><Input.TextArea id="lead-note" rows={2} maxLength={1000} placeholder={t('noteHint')} value={note} onChange={(event) => setNote(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
