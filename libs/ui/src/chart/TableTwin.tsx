import { Table } from 'antd';
import { Link } from '@tanstack/react-router';

export interface TwinColumn { key: string; title: string; align?: 'left' | 'right' }
export type TwinRow = Record<string, string | number>;
/** Where a point or a row leads: an address, and the filter that goes with it. */
export interface Lead { to: string; search?: object }

interface TwinProps {
  label: string;
  columns: TwinColumn[];
  rows: TwinRow[];
  /** Beside the rows, in their order: where the first cell of each leads. */
  leads?: readonly (Lead | null)[];
  /** As long as its rows, where it stands by itself. */
  whole?: boolean;
}

/** The numbers of a chart as a table: the same, sortable and copyable. */
export function TableTwin({ label, columns, rows, leads = [], whole = false }: TwinProps) {
  const compare = (key: string) => (a: TwinRow, b: TwinRow) => (typeof a[key] === 'number' && typeof b[key] === 'number' ? a[key] - b[key] : String(a[key]).localeCompare(String(b[key])));
  const cell = (value: string | number, row: TwinRow) => {
    const lead = leads[rows.indexOf(row)];
    return lead ? <Link to={lead.to} search={lead.search as never}>{value}</Link> : value;
  };
  return (
    <Table<TwinRow> className="d-twin" aria-label={label} size="small" pagination={false} rowKey={row => columns.map(column => row[column.key]).join('|')} dataSource={rows} {...(!whole && { scroll: { y: 320 } })}
      columns={columns.map((column, at) => ({ key: column.key, dataIndex: column.key, title: column.title, align: column.align, sorter: compare(column.key), showSorterTooltip: false, ...(at === 0 && { render: cell }) }))} />
  );
}
