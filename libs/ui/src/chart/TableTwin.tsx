import { Table } from 'antd';

export interface TwinColumn { key: string; title: string; align?: 'left' | 'right' }
export type TwinRow = Record<string, string | number>;

/** The numbers of a chart as a table: the same, sortable and copyable. */
export function TableTwin({ label, columns, rows, whole = false }: { label: string; columns: TwinColumn[]; rows: TwinRow[]; /** As long as its rows, where it stands by itself. */ whole?: boolean }) {
  const compare = (key: string) => (a: TwinRow, b: TwinRow) => (typeof a[key] === 'number' && typeof b[key] === 'number' ? a[key] - b[key] : String(a[key]).localeCompare(String(b[key])));
  return (
    <Table<TwinRow> className="d-twin" aria-label={label} size="small" pagination={false} rowKey={row => columns.map(column => row[column.key]).join('|')} dataSource={rows} {...(!whole && { scroll: { y: 320 } })}
      columns={columns.map(column => ({ key: column.key, dataIndex: column.key, title: column.title, align: column.align, sorter: compare(column.key), showSorterTooltip: false }))} />
  );
}
