import { Select } from 'antd';
import { useText } from '@dossier/ui';
import { useAsk } from '@dossier/client';
import { useEffect, useState } from 'react';
import { RelatableDocument } from './relations.documents';
import { calledOf } from './relation.words';
import { relationsText } from './relations.text';

const QUIET = 300;

/** Found by what one types, within reach; waits for a pause in typing. */
export function CustomerChoice({ except, onlyPeople = false, value, onChange, id }: { except: readonly string[]; onlyPeople?: boolean; value?: string; onChange?: (id: string) => void; id?: string }) {
  const t = useText(relationsText);
  const [typed, setTyped] = useState('');
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), QUIET);
    return () => clearTimeout(timer);
  }, [typed]);
  const asked = useAsk(RelatableDocument, { filter: { search: settled, ...(onlyPeople && { kind: { in: ['PERSON' as const] } }) } }, { skip: settled === '', keep: true });
  const options = (asked.data?.customers?.nodes ?? []).filter((one) => !except.includes(one.id)).map((one) => ({ value: one.id, label: [calledOf(one), one.archiveNo].filter(Boolean).join(' · ') }));
  return (
    <Select<string> {...(id !== undefined && { id })} {...(value !== undefined && { value })} autoFocus options={settled === '' ? [] : options} loading={asked.isFetching} placeholder={t('otherHint')} notFoundContent={settled === '' ? t('otherHint') : t('otherNone')}
      showSearch={{ filterOption: false, onSearch: setTyped }} {...(onChange && { onChange })} />
  );
}
