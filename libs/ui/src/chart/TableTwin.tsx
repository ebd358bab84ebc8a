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

/** The size that a cell tells: numbers stand there as they are read, with separators, signs and units around them. */
function sizeOf(cell: string | number): number | null {
  if (typeof cell === 'number') return cell;
  const [, sign, digits] = /^[^\d]*?([-−]?)[^\d]*?(\d[\d,]*(?:\.\d+)?)/.exec(cell) ?? [];
  return digits === undefined ? null : Number(digits.replaceAll(',', '')) * (sign ? -1 : 1) * (/\d\s*亿/.test(cell) ? 1e8 : /\d\s*万/.test(cell) ? 1e4 : 1);
}

function inOrder(a: string | number, b: string | number): number {
  const [one, other] = [sizeOf(a), sizeOf(b)];
  return one !== null && other !== null && one !== other ? one - other : String(a).localeCompare(String(b));
}

/** The numbers of a chart as a table: the same, sortable and copyable. */
export function TableTwin({ label, columns, rows, leads = [], whole = false }: TwinProps) {
  const compare = (key: string) => (a: TwinRow, b: TwinRow) => inOrder(a[key] ?? '', b[key] ?? '');
  const cell = (value: string | number, row: TwinRow) => {
    const lead = leads[rows.indexOf(row)];
    return lead ? <Link to={lead.to} search={lead.search as never}>{value}</Link> : value;
  };
  return (
    <Table<TwinRow> className="d-twin" aria-label={label} size="small" pagination={false} rowKey={row => columns.map(column => row[column.key]).join('|')} dataSource={rows} {...(!whole && { scroll: { y: 320 } })}
      columns={columns.map((column, at) => ({ key: column.key, dataIndex: column.key, title: column.title, align: column.align, sorter: compare(column.key), showSorterTooltip: false, ...(at === 0 && { render: cell }) }))} />
  );
}
