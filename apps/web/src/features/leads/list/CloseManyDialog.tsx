import { Form, Input, Progress, Radio, Select } from 'antd';
import { refresh, request } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import { AS, useReasons, type As } from '../convert/reasons';
import { CloseLeadDocument, ReopenLeadDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';

/** Ends many leads for one reason, one after the other; what could not be ended stays as it is and is told. */
export function CloseManyDialog({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone: () => void }) {
  const t = useText(leadsText);
  const [status, setStatus] = useState<As>('LOST');
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const reasons = useReasons(status);
  const many = useMany(() => {
    onClose();
    onDone();
  });
  const close = () => reason && many.close(ids, { status, reason, note: note.trim() || null });
  return (
    <Dialog open title={t('closeMany', { count: ids.length })} onClose={onClose} verb={t('closeMany', { count: ids.length })} busy={many.done !== null} disabled={reason === null} onVerb={close}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('closeAs')}><Radio.Group className="lead-choices" aria-label={t('closeAs')} value={status} options={AS.map((value) => ({ value, label: t(value) }))} onChange={(event) => { setStatus(event.target.value as As); setReason(null); }} /></Form.Item>
        <Form.Item label={t('why')} htmlFor="leads-reason"><Select id="leads-reason" autoFocus value={reason} options={reasons} onChange={setReason} /></Form.Item>
        <Form.Item label={t('note')} htmlFor="leads-note"><Input id="leads-note" maxLength={1000} placeholder={t('noteHint')} value={note} onChange={(event) => setNote(event.target.value)} /></Form.Item>
      </Form>
      {many.done !== null && <Progress aria-label={t('closeMany', { count: ids.length })} percent={Math.round((100 * many.done) / ids.length)} showInfo={false} strokeLinecap="butt" size={{ height: 4 }} />}
    </Dialog>
  );
}

/** Closes one after the other, each a change of its own with its own line in the audit. */
function useMany(ended: () => void) {
  const t = useText(leadsText);
  const toast = useToast();
  const [done, setDone] = useState<number | null>(null);
  const each = async (ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<string[]> => {
    const changed: string[] = [];
    for (const [at, id] of ids.entries()) {
      setDone(at);
      await act(id).then(() => changed.push(id), () => undefined);
    }
    setDone(null);
    await refresh(...LEADS_REFRESHED);
    return changed;
  };
  const reopen = async (ids: readonly string[]) => {
    await each(ids, (id) => request(ReopenLeadDocument, { id }));
    toast.done(t('reopened'));
  };
  const close = async (ids: readonly string[], input: { status: As; reason: string; note: string | null }) => {
    const changed = await each(ids, (id) => request(CloseLeadDocument, { id, input: input as never }));
    ended();
    const kept = ids.length - changed.length;
    toast.done([t('closedMany', { count: changed.length }), kept > 0 ? t('skipped', { count: kept }) : ''].join(' ').trim(), changed.length > 0 ? { undo: () => reopen(changed) } : undefined);
  };
  return { done, close };
}
