import { Input, Table } from 'antd';
import { CircleAlert } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import type { Corrections } from '../import.rules';
import type { ImportProblemRow, ImportRecord } from '../import.types';
import { importsText } from '../imports.text';

type Cells = Readonly<Record<string, unknown>>;
const COLUMN_WIDTH = 168;

const cells = (row: ImportProblemRow): Cells => (typeof row.values === 'object' && row.values !== null ? (row.values as Cells) : {});

interface BadRowsProps { record: ImportRecord; corrections: Corrections; onCorrect: (row: number, column: string, value: string) => void }

/** The rows that cannot be written, with the faulty cells as fields; a correction is kept until it is saved. */
export function BadRows({ record, corrections, onCorrect }: BadRowsProps) {
  const t = useText(importsText);
  const names = (record.columns ?? []).flatMap((column) => (column.name ? [column.name] : []));
  const cell = (row: ImportProblemRow, column: string) => {
    const value = corrections[row.row]?.[column] ?? String(cells(row)[column] ?? '');
    if (!row.problems.some((fault) => fault.column === column)) return value || t('none');
    return (
      <Input size="small" status="error" aria-label={t('correctCell', { row: row.row, column })} value={value} placeholder={t('fillIn')}
        suffix={<Icon of={CircleAlert} />} onChange={(event) => onCorrect(row.row, column, event.target.value)} />
    );
  };
  return (
    <Table<ImportProblemRow> size="small" rowKey="id" dataSource={[...(record.problemRows?.nodes ?? [])]} pagination={false}
      scroll={{ x: (names.length + 2) * COLUMN_WIDTH }} virtual={false}
      columns={[
        { title: t('row'), width: 72, fixed: 'left', render: (_, row) => <span className="d-note">{row.row}</span> },
        ...names.map((name) => ({ key: name, title: name, width: COLUMN_WIDTH, ellipsis: true, render: (_: unknown, row: ImportProblemRow) => cell(row, name) })),
        { title: t('why'), width: 240, fixed: 'right', render: (_, row) => <span className="d-note">{row.problems.map((fault) => fault.message).join(' · ')}</span> },
      ]} />
  );
}
