import { Form, InputNumber, Select } from 'antd';
import { Section, useText } from '@dossier/ui';
import type { ImportRecord, Settings } from '../import.types';
import { importsText } from '../imports.text';

const ENCODINGS = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'windows-1252'];
const DELIMITERS = [[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'pipe']] as const;

const ORDERS = ['YMD', 'DMY', 'MDY'] as const;

/** What was found out about the file; each guess can be put right and the rows are read anew. */
export function FileReading({ record, busy, onChange }: { record: ImportRecord; busy: boolean; onChange: (settings: Settings) => void }) {
  const t = useText(importsText);
  const sheets = record.sheets ?? [];
  const isSheet = sheets.length > 0;
  const known = record.encoding && !ENCODINGS.some((name) => name.toLowerCase() === record.encoding?.toLowerCase());
  const encodings = known && record.encoding ? [record.encoding, ...ENCODINGS] : ENCODINGS;
  const encoding = encodings.find((name) => name.toLowerCase() === record.encoding?.toLowerCase());
  return (
    <Section title={t('file')} note={record.fileName}>
      <Form layout="vertical" className="import-reading" disabled={busy}>
        {!isSheet && (
          <Form.Item label={t('encoding')} htmlFor="import-encoding">
            <Select id="import-encoding" value={encoding ?? null} options={encodings.map((value) => ({ value, label: value }))} onChange={(value) => value && onChange({ encoding: value })} />
          </Form.Item>
        )}
        {!isSheet && (
          <Form.Item label={t('delimiter')} htmlFor="import-delimiter">
            <Select id="import-delimiter" value={record.delimiter ?? null} options={DELIMITERS.map(([value, key]) => ({ value: value as string, label: t(key) }))} onChange={(value) => value && onChange({ delimiter: value })} />
          </Form.Item>
        )}
        {isSheet && (
          <Form.Item label={t('sheet')} htmlFor="import-sheet">
            <Select id="import-sheet" value={record.sheet ?? null} options={sheets.map((value) => ({ value, label: value }))} onChange={(value) => value && onChange({ sheet: value })} />
          </Form.Item>
        )}
        <Form.Item label={t('headerRow')} htmlFor="import-header">
          <InputNumber id="import-header" min={1} max={100} value={record.headerRow ?? 1} onChange={(value) => typeof value === 'number' && onChange({ headerRow: value })} />
        </Form.Item>
        <Form.Item label={t('dateOrder')} htmlFor="import-dates">
          <Select id="import-dates" value={record.dateOrder ?? null} placeholder={t('dateOrderFound')} options={ORDERS.map((value) => ({ value, label: t(value) }))} onChange={(value) => value && onChange({ dateOrder: value })} />
        </Form.Item>
      </Form>
    </Section>
  );
}
