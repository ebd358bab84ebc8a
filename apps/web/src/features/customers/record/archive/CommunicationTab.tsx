import { Button } from 'antd';
import { Phone } from 'lucide-react';
import { Icon, Section, useText } from '@dossier/ui';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { archiveText } from './archive.text';
import { CommunicationRow } from './CommunicationRow';
import { ListBody } from './ListBody';
import { LogDrawer } from './LogDrawer';
import { useLogVerb } from './log.verb';
import { useCommunications, type Communication } from './useArchive';

/** How we were in touch, newest first. */
export function CommunicationTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(archiveText);
  const pages = useCommunications(customer.id);
  const log = useLogVerb();
  const [editing, setEditing] = useState<Communication | null>(null);
  const name = customer.name ?? customer.companyName ?? customer.archiveNo ?? '';
  const verb = log && <Button icon={<Icon of={Phone} />} onClick={log}>{t('log')}</Button>;
  return (
    <Section title={t('communication')}>
      <ListBody pages={pages} empty={{ title: t('noCommunication'), text: t('noCommunicationText'), actions: verb }}>
        <ol className="customer-history">{pages.rows.map((row) => <CommunicationRow key={row.id} row={row} onEdit={() => setEditing(row)} />)}</ol>
      </ListBody>
      {editing && <LogDrawer customerId={customer.id} name={name} before={editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}
