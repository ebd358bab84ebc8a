import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Failed, FolderTabs, NothingFound, Page, RecordLayout, useText, Waiting } from '@dossier/ui';
import { failure, rememberViewed, ServerError, useAsk, useSave, useShortcuts, useViewer } from '@dossier/client';
import { lazy, Suspense, useEffect, useState } from 'react';
import './customers.css';
import { ArchiveCustomerDocument, CustomerDocument, RestoreCustomerDocument } from './customers.documents';
import { customersText } from './customers.text';
import { EditCustomer } from './form/EditCustomer';
import { LogDrawer } from './record/archive/later';
import { LogVerb } from './record/archive/log.verb';
import { AssignDialog } from './record/AssignDialog';
import { BasicTab } from './record/BasicTab';
import { CustomerAside } from './record/CustomerAside';
import { CustomerHead } from './record/CustomerHead';
import { OpenTab } from './record/OpenTab';
import { LedHere } from './record/merges/MergedFrom';
import { recordText } from './record/record.text';
import type { CustomerRecord } from './record/record.types';
import { recordTabs } from './record/tabs';

const RecordAsOf = lazy(async () => ({ default: (await import('./record/facts/RecordAsOf')).RecordAsOf }));

/** One customer's folder. */
export function CustomerScreen() {
  const t = useText(customersText);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asked = useAsk(CustomerDocument, { id });
  const customer = asked.data?.customer;
  const { asOf } = useSearch({ strict: false }) as { asOf?: string };
  if (customer && asOf) return <Suspense fallback={<Waiting />}><RecordAsOf customer={customer} at={asOf} /></Suspense>;
  if (customer) return <Folder key={customer.id} customer={customer} />;
  const missing = asked.isSuccess || (asked.error instanceof ServerError && asked.error.code === 'NOT_FOUND');
  return (
    <Page title={t('title')} crumbs={[{ label: t('title'), to: '/customers' }]}>
      {asked.isPending && <Waiting />}
      {missing && <NothingFound title={t('missingTitle')} text={t('missingText')} />}
      {asked.error && !missing && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
    </Page>
  );
}

function Folder({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { tab?: string; edit?: boolean };
  const offered = useOfferedTabs();
  const tab = offered.find(({ key }) => key === search.tab)?.key ?? 'basic';
  const [assigning, setAssigning] = useState(false);
  const [logging, setLogging] = useState(false);
  const may = (word: string) => customer.can?.includes(word) ?? false;
  const editing = Boolean(search.edit) && may('UPDATE');
  const show = (next: { tab?: string; edit?: boolean }) => void navigate({ to: '.', replace: true, resetScroll: false, search: next as never });
  const edit = () => show({ tab: 'basic', edit: true });
  const { archive, restore } = useArchiving(customer);
  useRemembered(customer);
  const log = may('LOG') ? () => setLogging(true) : null;
  useShortcuts({ e: may('UPDATE') && !editing ? edit : undefined, n: log ?? undefined });
  const tabs = <FolderTabs label={t('tabs')} value={tab} onChange={(key) => show({ tab: key })} items={offered.map(({ key, label }) => ({ key, label: t(label) }))} />;
  return (
    <LogVerb value={log}><RecordLayout tabs={tabs} aside={<CustomerAside customer={customer} showMonths={tab !== 'purchases'} />}
      head={<CustomerHead customer={customer} editing={editing} onEdit={edit} onAssign={() => setAssigning(true)} onArchive={archive} onRestore={restore} />}>
      <LedHere customer={customer} />
      {tab === 'basic' ? (editing ? <EditCustomer customer={customer} onClose={() => show({ tab: 'basic' })} /> : <BasicTab customer={customer} />) : <OpenTab tab={tab} customer={customer} />}
      {assigning && <AssignDialog customer={customer} onClose={() => setAssigning(false)} />}
      {logging && <Suspense fallback={null}><LogDrawer customerId={customer.id} name={customer.name ?? customer.companyName ?? customer.archiveNo ?? ''} onClose={() => setLogging(false)} /></Suspense>}
    </RecordLayout></LogVerb>
  );
}

/** The sections this reader may open. */
function useOfferedTabs() {
  const { permissions } = useViewer();
  return recordTabs.filter(({ needs }) => needs === undefined || permissions.includes(needs));
}

function useArchiving(customer: CustomerRecord) {
  const t = useText(recordText);
  const name = customer.name ?? customer.companyName ?? t('noName');
  const options = { refreshes: ['customer', 'customers', 'customerHistory'], loud: true };
  const undoArchive = useSave(RestoreCustomerDocument, options);
  const undoRestore = useSave(ArchiveCustomerDocument, options);
  const archiving = useSave(ArchiveCustomerDocument, { ...options, done: t('archived', { name }), undo: () => undoArchive.run({ id: customer.id }) });
  const restoring = useSave(RestoreCustomerDocument, { ...options, done: t('restored', { name }), undo: () => undoRestore.run({ id: customer.id }) });
  return { archive: () => void archiving.run({ id: customer.id }), restore: () => void restoring.run({ id: customer.id }) };
}

function useRemembered(customer: CustomerRecord): void {
  const { id, name, companyName, archiveNo } = customer;
  useEffect(() => {
    rememberViewed({ id, kind: 'customer', title: name ?? companyName ?? archiveNo ?? '', note: companyName ?? archiveNo, link: `/customers/${id}` });
  }, [id, name, companyName, archiveNo]);
}
