import { Select } from 'antd';
import { useLanguage, type Option } from '@dossier/ui';
import { useMemo, useState } from 'react';
import { zoneName, zoneOptions } from './zones';

interface Props { id?: string; value?: string | null; onChange?: (zone: string | null) => void; placeholder: string }

/** By its place, by what its time is called, or by its code: whatever is typed. */
const matches = (typed: string, option?: Option): boolean => {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  return option !== undefined && `${option.label} ${option.value.replaceAll('_', ' ')} ${option.value}`.toLowerCase().includes(wanted);
};

/** Picks a zone by typing. The names of all are made when it is opened for the first time. */
export function ZoneSelect({ id, value, onChange, placeholder }: Props) {
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const options = useMemo(() => (opened ? zoneOptions(language) : value ? [{ value, label: zoneName(value, language) }] : []), [opened, language, value]);
  return (
    <Select<string, Option> id={id} value={value ?? undefined} options={options} placeholder={placeholder} allowClear showSearch={{ filterOption: matches }}
      onOpenChange={(open) => open && setOpened(true)} onChange={(zone) => onChange?.(zone ?? null)} />
  );
}
