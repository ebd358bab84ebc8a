import { Button, Dropdown } from 'antd';
import { FolderCog, Printer } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { SetRecordStatusDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords } from './archive.words';

const CHOICES = ['ACTIVE', 'DORMANT', 'CLOSED'] as const;

/** The record on paper: as a file in either language, or the page in view. */
export function PrintMenu({ customer }: { customer: CustomerRecord }) {
  const t = useText(archiveText);
  const fetchIn = (language: string) => window.location.assign(`/api/customers/${customer.id}/record.pdf?language=${language}`);
  const files = customer.can?.includes('PRINT') ? [{ key: 'zh', label: t('printZh'), onClick: () => fetchIn('zh') }, { key: 'en', label: t('printEn'), onClick: () => fetchIn('en') }] : [];
  const items = [...files, { key: 'page', label: t('printPage'), onClick: () => window.print() }];
  return <Dropdown trigger={['click']} menu={{ items }}><Button icon={<Icon of={Printer} />}>{t('print')}</Button></Dropdown>;
}

/** Where the record itself stands; done at once, with the way back. */
export function StatusMenu({ customer }: { customer: CustomerRecord }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const options = { refreshes: ['customer', 'customers', 'customerHistory', 'customerTimeline'], loud: true };
  const back = useSave(SetRecordStatusDocument, options);
  const before = CHOICES.find((status) => status === customer.recordStatus) ?? 'ACTIVE';
  const save = useSave(SetRecordStatusDocument, {
    ...options, done: (answer) => t('statusDone', { status: words(`RecordStatus.${answer.setRecordStatus?.recordStatus ?? before}`) }), undo: () => back.run({ id: customer.id, status: before }),
  });
  if (!customer.can?.includes('SET_STATUS')) return null;
  const items = CHOICES.map((status) => ({ key: status, label: words(`RecordStatus.${status}`), disabled: status === customer.recordStatus, onClick: () => void save.run({ id: customer.id, status }) }));
  return <Dropdown trigger={['click']} menu={{ items }}><Button icon={<Icon of={FolderCog} />}>{t('statusVerb')}</Button></Dropdown>;
}
