import { Button, Form, Input } from 'antd';
import { useSave } from '@dossier/client';
import { SideDrawer, StateDot, useText } from '@dossier/ui';
import { useState } from 'react';
import { CopyOfData } from './CopyOfData';
import { AnswerRequestDocument, CheckIdentityDocument, EraseByRequestDocument } from './privacy.documents';
import { privacyText, privacyWords } from './privacy.text';
import type { Request } from './privacy.types';

const REFRESHES = ['subjectRequests', 'customer', 'customers', 'consentSheet', 'consentEntries', 'erasures'];

/** One request from the check of who asks to its answer. */
export function HandleRequest({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useText(privacyText);
  const term = useText(privacyWords);
  const name = request.customer?.name ?? request.customer?.companyName ?? request.customer?.archiveNo ?? t('noCustomer');
  const { kind } = request;
  return (
    <SideDrawer open title={`${kind ? term(`SubjectRequestKind.${kind}`) : ''} · ${name}`} onClose={onClose}>
      {request.note && <p><b>{t('note')}</b> {request.note}</p>}
      <IdentityCheck request={request} />
      {(kind === 'ACCESS' || kind === 'COPY') && request.identityCheckedAt && <CopyOfData requestId={request.id} />}
      {kind === 'ERASE' ? <EraseAnswer request={request} onClose={onClose} /> : <Answer request={request} onClose={onClose} />}
    </SideDrawer>
  );
}

function IdentityCheck({ request }: { request: Request }) {
  const t = useText(privacyText);
  const [how, setHow] = useState('');
  const check = useSave(CheckIdentityDocument, { refreshes: ['subjectRequests'], loud: true, done: t('identityNoted') });
  if (request.identityCheckedAt) return <p><StateDot tone="ok">{t('checked')}</StateDot> <span className="d-caption">{request.identityCheck}</span></p>;
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={t('how')} htmlFor="identity-how"><Input.TextArea id="identity-how" rows={2} maxLength={1000} value={how} placeholder={t('howHint')} onChange={event => setHow(event.target.value)} /></Form.Item>
      <Button disabled={how.trim() === '' || check.busy} onClick={() => void check.run({ id: request.id, how: how.trim() })}>{t('confirmIdentity')}</Button>
    </Form>
  );
}

function Answer({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useText(privacyText);
  const [answer, setAnswer] = useState('');
  const save = useSave(AnswerRequestDocument, { refreshes: REFRESHES, loud: true, done: t('granted'), onDone: onClose });
  const run = (granted: boolean) => void save.run({ id: request.id, input: { granted, answer: answer.trim() } });
  const empty = answer.trim() === '';
  return (
    <Form layout="vertical" component="div" className="privacy-answer">
      {(request.kind === 'RESTRICT' || request.kind === 'OBJECT') && <p className="d-note">{t(`effect${request.kind}`)}</p>}
      <Form.Item label={t('answer')} htmlFor="request-answer"><Input.TextArea id="request-answer" rows={4} maxLength={4000} value={answer} onChange={event => setAnswer(event.target.value)} /></Form.Item>
      <div className="privacy-verbs"><Button type="primary" disabled={empty || save.busy} onClick={() => run(true)}>{t('grant')}</Button><Button disabled={empty || save.busy} onClick={() => run(false)}>{t('refuse')}</Button></div>
    </Form>
  );
}

function EraseAnswer({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useText(privacyText);
  const erase = useSave(EraseByRequestDocument, { refreshes: REFRESHES, loud: true, onDone: onClose, done: answer => t('erased', { number: answer.eraseCustomer?.listNumber ?? 0 }) });
  const { customer } = request;
  return (
    <>
      {customer?.can?.includes('ERASE') && request.identityCheckedAt && (
        <div className="privacy-answer">
          <p className="d-note">{t('effectERASE')}</p>
          <Button danger type="primary" disabled={erase.busy} onClick={() => void erase.run({ id: customer.id, requestId: request.id, input: { reason: t('eraseReason') } })}>{t('erase')}</Button>
        </div>
      )}
      <Answer request={request} onClose={onClose} />
    </>
  );
}
