import { Select } from 'antd';
import { useAsk } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { CompaniesFoundDocument } from './convert.documents';
import { convertText } from './convert.text';

const QUIET = 300;

/** A company on record, found by what one types, within reach; waits for a pause in typing. */
export function CompanyChoice({ id, value, onChange }: { id: string; value: string | undefined; onChange: (id: string) => void }) {
  const t = useText(convertText);
  const [typed, setTyped] = useState('');
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), QUIET);
    return () => clearTimeout(timer);
  }, [typed]);
  const asked = useAsk(CompaniesFoundDocument, { search: settled }, { skip: settled === '', keep: true });
  const options = (asked.data?.customers?.nodes ?? []).map((one) => ({ value: one.id, label: [one.name ?? one.companyName, one.archiveNo].filter(Boolean).join(' · ') }));
  return (
    <Select<string> id={id} {...(value !== undefined && { value })} options={settled === '' ? [] : options} loading={asked.isFetching} placeholder={t('companyHint')} notFoundContent={t(settled === '' ? 'companyHint' : 'companyNone')}
      showSearch={{ filterOption: false, onSearch: setTyped }} onChange={onChange} />
  );
}
