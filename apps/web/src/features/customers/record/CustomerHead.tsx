import { Button } from 'antd';
import { Archive, ArchiveRestore, Pencil, Phone, UserRound } from 'lucide-react';
import { Suspense } from 'react';
import { TaskVerb } from '@dossier/client';
import { Icon, KeyCap, RecordHead, Stamp, StateDot, usePhone, useText } from '@dossier/ui';
import { terms } from '../customers.words';
import { PrintMenu, StatusMenu } from './archive/later';
import { useLogVerb } from './archive/log.verb';
import { useCompletenessFact } from './completeness/CompletenessMark';
import { recordText } from './record.text';
import type { CustomerRecord } from './record.types';

const TONES = { PROSPECT: 'plain', NEW: 'ok', ACTIVE: 'ok', DORMANT: 'warn', LOST: 'plain' } as const;

interface CustomerHeadProps { customer: CustomerRecord; editing: boolean; onEdit: () => void; onAssign: () => void; onArchive: () => void; onRestore: () => void }

/** The head of the folder: whose record it is, in one line of facts, and what may be done with it. */
export function CustomerHead(props: CustomerHeadProps) {
  const { customer } = props;
  const t = useText(recordText);
  const name = customer.name ?? customer.companyName ?? t('noName');
  return (
    <RecordHead title={name} browserTitle={t('browserTitle', { name })} help="customer-record" crumbs={[{ label: t('customers'), to: '/customers' }, { label: customer.archiveNo ?? name }]}
      other={customer.nameLatin === name ? null : customer.nameLatin} stamp={customer.archivedAt ? <Stamp>{t('archivedStamp')}</Stamp> : isVerified(customer) ? <Stamp>{t('verifiedStamp')}</Stamp> : null}
      facts={useHeadFacts(customer)} actions={<HeadActions {...props} />} />
  );
}

/** Somebody answers for the basic data as they stand. */
const isVerified = (customer: CustomerRecord): boolean => customer.signOffs?.find(({ section }) => section === 'BASIC')?.changed === false;

function useHeadFacts(customer: CustomerRecord) {
  const t = useText(recordText);
  const term = useText(terms);
  const completeness = useCompletenessFact(customer.id);
  const facts = [{ label: t('fileNo'), value: customer.archiveNo }];
  const more = [
    customer.stage && { label: t('stage'), value: <StateDot tone={TONES[customer.stage]}>{term(`CustomerStage.${customer.stage}`)}</StateDot> },
    customer.companyName && customer.companyName !== customer.name && { label: t('company'), value: customer.companyName },
    customer.phone && { label: t('phone'), value: customer.phone },
    !customer.phone && customer.email && { label: t('email'), value: customer.email },
    { label: t('owner'), value: customer.owner?.name ?? t('noOwner') },
    customer.recordStatus && { label: t('recordStatusIs'), value: t(`record${customer.recordStatus}`) },
    completeness,
    customer.demo && { label: '', value: t('demo') },
  ];
  return [...facts, ...more.filter((fact) => typeof fact === 'object' && fact !== null)];
}

function HeadActions({ customer, editing, onEdit, onAssign, onArchive, onRestore }: CustomerHeadProps) {
  const t = useText(recordText);
  const phone = usePhone();
  const can = customer.can ?? [];
  const log = useLogVerb();
  return (
    <>
      <Suspense fallback={null}><PrintMenu customer={customer} /><StatusMenu customer={customer} /></Suspense>
      {can.includes('RESTORE') && customer.archivedAt && <Button icon={<Icon of={ArchiveRestore} />} onClick={onRestore}>{t('restore')}</Button>}
      {can.includes('ARCHIVE') && !customer.archivedAt && <Button icon={<Icon of={Archive} />} onClick={onArchive}>{t('archive')}</Button>}
      {can.includes('ASSIGN') && <Button icon={<Icon of={UserRound} />} onClick={onAssign}>{t('assign')}</Button>}
      {!customer.archivedAt && !phone && <TaskVerb about={{ type: 'CUSTOMER', id: customer.id }} />}
      {log && <Button icon={<Icon of={Phone} />} onClick={log}>{t('logContact')}{!phone && <KeyCap>N</KeyCap>}</Button>}
      {can.includes('UPDATE') && !editing && <Button type="primary" icon={<Icon of={Pencil} />} onClick={onEdit}>{t('edit')}{!phone && <KeyCap>E</KeyCap>}</Button>}
    </>
  );
}
