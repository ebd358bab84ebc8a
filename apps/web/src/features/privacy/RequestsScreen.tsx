import { Button, Segmented } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, useAsk, useFormat, useMay } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, StateDot, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { HandleRequest } from './HandleRequest';
import { SubjectRequestsDocument } from './privacy.documents';
import { daysLeft } from './privacy.rules';
import { privacyText, privacyWords } from './privacy.text';
import type { Request } from './privacy.types';
import { PrivacyTabs } from './PrivacyTabs';
import './privacy.css';

const TONES = { CALM: 'ok', AMBER: 'warn', LATE: 'err', STOPPED: 'plain' } as const;
const STEP = 50;
const MOST = 200;

export function RequestsScreen() {
  const t = useText(privacyText);
  return useMay('privacy.manage') ? <Requests /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** What persons ask about their own data; what is due first stands first. */
function Requests() {
  const t = useText(privacyText);
  const [shown, setShown] = useState<'open' | 'all'>('open');
  const [first, setFirst] = useState(STEP);
  const [handled, setHandled] = useState<Request | null>(null);
  const ask = useAsk(SubjectRequestsDocument, { filter: shown === 'open' ? { state: { in: ['OPEN'] } } : null, first }, { keep: true });
  const requests = ask.data?.subjectRequests?.nodes ?? [];
  return (
    <Page title={t('title')} note={t('lead')} help="consent" flush>
      <PrivacyTabs current="requests" />
      <div className="d-list-head"><Segmented<'open' | 'all'> aria-label={t('which')} value={shown} onChange={setShown} options={[{ value: 'open', label: t('open') }, { value: 'all', label: t('all') }]} /></div>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && requests.length === 0 && <EmptyState title={t('noRequests')} text={t('noRequestsText')} />}
      <div className="d-page">
        {requests.length > 0 && <Rows label={t('tabRequests')}>{requests.map(request => <RequestRow key={request.id} request={request} onHandle={() => setHandled(request)} />)}</Rows>}
        {ask.data?.subjectRequests?.pageInfo.hasNextPage && first < MOST && <Button type="link" onClick={() => setFirst(first + STEP)}>{t('more')}</Button>}
      </div>
      {handled && <HandleRequest request={requests.find(({ id }) => id === handled.id) ?? handled} onClose={() => setHandled(null)} />}
    </Page>
  );
}

function RequestRow({ request, onHandle }: { request: Request; onHandle: () => void }) {
  const t = useText(privacyText);
  const term = useText(privacyWords);
  const format = useFormat();
  const { customer } = request;
  const name = customer ? (customer.name ?? customer.companyName ?? customer.archiveNo ?? '') : t('noCustomer');
  const kind = request.kind ? term(`SubjectRequestKind.${request.kind}`) : '';
  const left = daysLeft(request.dueAt ?? null, new Date());
  const clock = request.state === 'OPEN' ? t(left < 0 ? 'daysOver' : 'daysLeft', { count: Math.abs(left) }) : request.state && term(`SubjectRequestState.${request.state}`);
  const note = request.state === 'OPEN'
    ? [t('received', { day: format.day(request.receivedAt) }), t(request.identityCheckedAt ? 'checked' : 'unchecked')].join(' · ')
    : t('answeredOn', { day: format.day(request.answeredAt), name: request.answeredBy?.name ?? '–' });
  return (
    <Row title={<>{kind} · {customer ? <Link className="d-sentence-link" to={`/customers/${customer.id}`} search={{ tab: 'consent' } as never}>{customer.erasedAt ? t('gone') : name}</Link> : name}</>} note={note}
      value={request.clock && <StateDot tone={TONES[request.clock]}>{clock}</StateDot>}
      verb={request.can?.includes('ANSWER') && <Button size="small" aria-label={t('handleThis', { what: `${kind} · ${name}` })} onClick={onHandle}>{t('handle')}</Button>} />
  );
}
