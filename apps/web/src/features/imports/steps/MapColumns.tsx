import { Select, Table } from 'antd';
import { Section, useText } from '@dossier/ui';
import { isUnsure, mapColumn, type Mapping } from '../import.rules';
import type { ImportColumn, ImportRecord, Settings } from '../import.types';
import { importsText } from '../imports.text';
import { FileReading } from './FileReading';
import { PreviewTable } from './PreviewTable';

interface MapColumnsProps { record: ImportRecord; mapping: Mapping; busy: boolean; onMapping: (mapping: Mapping) => void; onReading: (settings: Settings) => void }

/** How the file was read, which field each column goes to, and the first rows as proof. */
export function MapColumns({ record, mapping, busy, onMapping, onReading }: MapColumnsProps) {
  const t = useText(importsText);
  const columns = record.columns ?? [];
  const fields = (record.fields ?? []).map((field) => ({ value: field.name, label: field.label ?? field.name }));
  const mapped = columns.filter((column) => column.name && mapping[column.name]).length;
  const select = (column: ImportColumn) => {
    const name = column.name ?? '';
    const unsure = isUnsure(column) && mapping[name] === column.field;
    return (
      <span className="import-field">
        <Select aria-label={t('fieldFor', { column: name })} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('leaveOut')}
          value={mapping[name] ?? null} options={fields} onChange={(field: string | null | undefined) => onMapping(mapColumn(mapping, name, field ?? null))} />
        {unsure && <span className="d-caption">{t('unsure')}</span>}
      </span>
    );
  };
  return (
    <>
      <FileReading record={record} busy={busy} onChange={onReading} />
      <Section title={t('mapLead')} note={t('mappedOf', { mapped, all: columns.length })}>
        <Table<ImportColumn> rowKey={(column) => column.index ?? column.name ?? ''} dataSource={columns} pagination={false} size="small" loading={busy} scroll={{ x: 640 }}
          columns={[
            { title: t('column'), width: '30%', render: (_, column) => column.name },
            { title: t('sample'), render: (_, column) => <span className="d-note">{(column.sample ?? []).slice(0, 3).join(' · ')}</span> },
            { title: t('field'), width: 300, render: (_, column) => select(column) },
          ]} />
      </Section>
      <PreviewTable columns={columns} rows={record.preview ?? []} />
    </>
  );
}
