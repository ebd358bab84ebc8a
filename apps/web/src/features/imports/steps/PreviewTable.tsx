import { Table } from 'antd';
import { Section, useText } from '@dossier/ui';
import type { ImportColumn } from '../import.types';
import { importsText } from '../imports.text';

type Cells = readonly (string | null)[];
const ROWS = 20;
const COLUMN_WIDTH = 160;

/** The first rows as they were read: wrong signs or shifted columns show here. */
export function PreviewTable({ columns, rows }: { columns: readonly ImportColumn[]; rows: readonly (Cells | null)[] }) {
  const t = useText(importsText);
  const shown = rows.slice(0, ROWS).map((cells, at) => ({ at, cells: cells ?? [] }));
  return (
    <Section title={t('preview', { count: shown.length })}>
      <div className="import-scroll" role="region" aria-label={t('preview', { count: shown.length })} tabIndex={0}>
        <Table size="small" rowKey="at" dataSource={shown} pagination={false} style={{ minWidth: Math.max(columns.length, 1) * COLUMN_WIDTH }} tableLayout="fixed"
          columns={columns.map((column, index) => ({
            key: `${index}`, title: column.name, ellipsis: true, width: COLUMN_WIDTH,
            render: (_: unknown, row: { cells: Cells }) => row.cells[column.index ?? index] ?? '',
          }))} />
      </div>
    </Section>
  );
}
