import { Button } from 'antd';
import { Failed, Row, Rows, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import { packWords, type PackWord } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { RequestDialog } from './RequestDialog';
import { ScoresDialog } from './ScoresDialog';
import { ArchiveServiceRequestDocument, RestoreServiceRequestDocument, ServiceRequestsDocument } from './services.documents';
import { servicesText } from './services.text';
import type { ServiceRequest } from './services.types';

/** What stands open above the list: a new request, one to correct, or the scores of one. */
type Opened = { what: 'NEW' } | { what: 'EDIT' | 'SCORES'; request: ServiceRequest };

/** What the customer asked for, how it ended, and how content they were. */
export function ServicesSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(servicesText);
  const asked = useAsk(ServiceRequestsDocument, { id: customer.id });
  const [open, setOpen] = useState<Opened | null>(null);
  const close = () => setOpen(null);
  const requests = asked.data?.customer?.serviceRequests;
  const verb = customer.can?.includes('UPDATE') && <Button size="small" onClick={() => setOpen({ what: 'NEW' })}>{t('openRequest')}</Button>;
  return (
    <Section title={t('services')} extra={verb}>
      {asked.isPending && <Waiting rows={3} />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {requests?.length === 0 && <p className="d-note">{t('noRequests')}</p>}
      {requests && <Rows label={t('services')}>{requests.map((request) => <RequestRow key={request.id} request={request} onOpen={setOpen} />)}</Rows>}
      {open?.what === 'NEW' && <RequestDialog customer={customer} onClose={close} />}
      {open?.what === 'EDIT' && <RequestDialog customer={customer} before={open.request} onClose={close} />}
      {open?.what === 'SCORES' && <ScoresDialog request={open.request} onClose={close} />}
    </Section>
  );
}

function RequestRow({ request, onOpen }: { request: ServiceRequest; onOpen: (open: Opened) => void }) {
  const t = useText(servicesText);
  const word = useText(packWords);
  const format = useFormat();
  const isOpen = request.state === 'OPEN';
  const isLate = isOpen && Boolean(request.dueOn) && request.dueOn! < format.today();
  const due = request.dueOn && t(isLate ? 'overdue' : 'due', { day: format.day(request.dueOn) });
  const scores = request.satisfaction || request.effort ? t('scores', { satisfaction: request.satisfaction ?? t('noScore'), effort: request.effort ?? t('noScore') }) : null;
  const note = <>{[word(`ServiceRequestKind.${request.kind}` as PackWord), scores, request.openedBy?.name].filter(Boolean).join(' · ')}{due && <span className={isLate ? 'd-tone-error' : undefined}>{` · ${due}`}</span>}</>;
  return (
    <Row lead={format.dayShort(request.openedAt)} title={request.subject ?? ''} note={note} verb={<RequestVerbs request={request} onOpen={onOpen} />}
      value={<StateDot tone={isOpen ? (isLate ? 'err' : 'warn') : 'ok'}>{word(`ServiceRequestState.${request.state}` as PackWord)}</StateDot>} />
  );
}

function RequestVerbs({ request, onOpen }: { request: ServiceRequest; onOpen: (open: Opened) => void }) {
  const t = useText(servicesText);
  const refreshes = ['customer', 'packKpis'];
  const name = request.subject ?? '';
  const back = useSave(RestoreServiceRequestDocument, { refreshes, loud: true });
  const archive = useSave(ArchiveServiceRequestDocument, { refreshes, loud: true, done: t('removed', { name }), undo: () => back.run({ id: request.id }) });
  const can = request.can ?? [];
  return (
    <>
      {can.includes('CLOSE') && <Button size="small" aria-label={t('closeThing', { name })} onClick={() => onOpen({ what: 'SCORES', request })}>{t('closeRequest')}</Button>}
      {can.includes('RATE') && <Button size="small" type="link" aria-label={t('rateThing', { name })} onClick={() => onOpen({ what: 'SCORES', request })}>{t('rate')}</Button>}
      {can.includes('UPDATE') && <Button size="small" type="link" aria-label={t('editThing', { name })} onClick={() => onOpen({ what: 'EDIT', request })}>{t('edit')}</Button>}
      {can.includes('ARCHIVE') && <Button size="small" type="link" disabled={archive.busy} aria-label={t('removeThing', { name })} onClick={() => void archive.run({ id: request.id })}>{t('remove')}</Button>}
    </>
  );
}
