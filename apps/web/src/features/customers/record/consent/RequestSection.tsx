import { Button, Form, Input, Select } from 'antd';
import { failure, useAsk, useFormat, useSave } from '@dossier/client';
import { Dialog, Failed, Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { useState } from 'react';
import { CustomerRequestsDocument, RegisterRequestDocument } from './consent.documents';
import { consentTerms, consentText } from './consent.text';

const KINDS = ['ACCESS', 'COPY', 'CORRECT', 'RESTRICT', 'OBJECT', 'ERASE', 'EXPLAIN'] as const;
const TONES = { CALM: 'ok', AMBER: 'warn', LATE: 'err', STOPPED: 'plain' } as const;

/** What the person has asked about their own data, and by when it must be answered. */
export function RequestSection({ customerId, may }: { customerId: string; may: boolean }) {
  const t = useText(consentText);
  const term = useText(consentTerms);
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const ask = useAsk(CustomerRequestsDocument, { filter: { customer: { in: [customerId] } } });
  const requests = ask.data?.subjectRequests?.nodes ?? [];
  return (
    <Section title={t('requests')} extra={may && <Button size="small" className="consent-head-verb" onClick={() => setAdding(true)}>{t('register')}</Button>}>
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && requests.length === 0 && <p className="d-note">{t('noRequests')}</p>}
      {requests.length > 0 && (
        <Rows label={t('requests')}>
          {requests.map((request) => (
            <Row key={request.id} lead={format.day(request.receivedAt)} title={request.kind && term(`SubjectRequestKind.${request.kind}`)} note={request.state === 'OPEN' ? t('due', { day: format.day(request.dueAt) }) : request.state && term(`SubjectRequestState.${request.state}`)}
              value={request.clock && <StateDot tone={TONES[request.clock]}>{term(`RequestClock.${request.clock}`)}</StateDot>} />
          ))}
        </Rows>
      )}
      {adding && <RegisterDialog customerId={customerId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function RegisterDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useText(consentText);
  const term = useText(consentTerms);
  const format = useFormat();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('ACCESS');
  const [note, setNote] = useState('');
  const save = useSave(RegisterRequestDocument, { refreshes: ['subjectRequests'], loud: true, onDone: onClose, done: (answer) => t('registered', { day: format.day(answer.registerSubjectRequest?.dueAt) }) });
  return (
    <Dialog open title={t('register')} onClose={onClose} verb={t('register')} busy={save.busy} onVerb={() => void save.run({ customerId, input: { kind, note: note.trim() || null } })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('kind')} htmlFor="request-kind"><Select id="request-kind" autoFocus value={kind} onChange={setKind} options={KINDS.map((value) => ({ value, label: term(`SubjectRequestKind.${value}`) }))} /></Form.Item>
        <Form.Item label={t('note')} htmlFor="request-note"><Input.TextArea id="request-note" rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
