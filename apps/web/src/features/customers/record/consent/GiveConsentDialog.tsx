import { Form, Input } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useLanguage, useText } from '@dossier/ui';
import { useState } from 'react';
import { CONSENT, type Purposes, type Sheet } from './consent.types';
import { RecordConsentDocument, UndoConsentDocument } from './consent.documents';
import { consentText } from './consent.text';

type Channel = NonNullable<NonNullable<Sheet['states']>[number]['channel']>;
interface Props { customerId: string; purpose: Purposes[number]; channel: Channel; what: string; onClose: () => void }

/** A consent with its evidence; the notice that the person was told stands beside it. */
export function GiveConsentDialog({ customerId, purpose, channel, what, onClose }: Props) {
  const t = useText(consentText);
  const language = useLanguage();
  const [proof, setProof] = useState('');
  const undo = useSave(UndoConsentDocument, { refreshes: CONSENT, loud: true });
  const save = useSave(RecordConsentDocument, { refreshes: CONSENT, loud: true, done: t('given'), onDone: onClose, undo: (answer) => answer.recordConsent && undo.run({ id: answer.recordConsent.id }) });
  const notice = purpose.notices?.[0];
  return (
    <Dialog open title={t('giveThis', { what })} onClose={onClose} verb={t('give')} busy={save.busy} onVerb={() => void save.run({ customerId, input: { purpose: purpose.code ?? '', channel, choice: 'GIVEN', notice: notice?.number ?? null, proof: proof.trim() || null } })}>
      {notice && <blockquote className="consent-notice"><span className="d-caption">{t('noticeShown', { number: notice.number ?? 0 })}</span><p>{language === 'en' ? notice.textEn : notice.text}</p></blockquote>}
      <Form layout="vertical" component="div">
        <Form.Item label={t('proof')} htmlFor="consent-proof" extra={t('proofHelp')}><Input.TextArea id="consent-proof" rows={3} maxLength={2000} autoFocus value={proof} placeholder={t('proofHint')} onChange={(event) => setProof(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
