import { Checkbox, Table } from 'antd';
import type { TableColumnType } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import type { Column, ListState, Selection } from './list';

interface RecordTableProps<Row extends { id: string }> {
  label: string;
  list: ListState<Row>;
  columns: Column<Row>[];
  selection?: Selection;
  open?: (row: Row) => string;
  nameOf?: (row: Row) => string;
}

const fromControl = (target: EventTarget | null) => target instanceof Element && target.closest('a,button,input,label,.ant-checkbox-wrapper,.ant-table-selection-column') !== null;

function headOf<Row>(column: Column<Row>, list: ListState<Row>): TableColumnType<Row> {
  const sorted = column.sort !== undefined && column.sort === list.sort;
  return {
    key: column.key,
    title: column.title,
    align: column.align ?? 'left',
    width: column.width,
    ellipsis: column.ellipsis,
    className: column.align === 'right' ? 'd-cell-right' : undefined,
    render: (_: unknown, row: Row) => column.render(row),
    ...(column.sort && { sorter: true, showSorterTooltip: false, sortOrder: sorted ? (list.order === 'ASC' ? 'ascend' : 'descend') : null, sortDirections: ['descend', 'ascend', 'descend'] }),
  };
}

/** antd's table with server sorting, selection by page, keys (j k x Enter) and rows that open. */
export function RecordTable<Row extends { id: string }>({ label, list, columns, selection, open, nameOf }: RecordTableProps<Row>) {
  const t = useText(uiText);
  const go = useNavigate();
  const [cursor, setCursor] = useState(-1);
  const ids = list.rows.map(row => row.id);
  const openRow = (row: Row) => open && go({ to: open(row) });
  const onKeys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox')) return;
    const row = list.rows[cursor];
    if (event.key === 'j') setCursor(Math.min(cursor + 1, ids.length - 1));
    else if (event.key === 'k') setCursor(Math.max(cursor - 1, 0));
    else if (event.key === 'x' && row) selection?.toggle(row.id);
    else if (event.key === 'Enter' && row && !fromControl(event.target)) openRow(row);
  };
  const rowSelection = selection && {
    selectedRowKeys: ids.filter(id => selection.has(id)),
    columnWidth: 40,
    columnTitle: <Checkbox aria-label={t('selectAllRows')} checked={ids.length > 0 && ids.every(id => selection.has(id))} indeterminate={ids.some(id => selection.has(id)) && !ids.every(id => selection.has(id))} onChange={event => selection.setPage(ids, event.target.checked)} />,
    renderCell: (_: unknown, row: Row) => <Checkbox aria-label={`${t('selectRow')} ${nameOf?.(row) ?? ''}`} checked={selection.has(row.id)} onChange={() => selection.toggle(row.id)} />,
  };
  return (
    <div className="d-table" onKeyDown={onKeys}>
      <Table<Row>
        aria-label={label}
        rowKey="id"
        dataSource={list.rows}
        columns={columns.map(column => headOf(column, list))}
        pagination={false}
        rowSelection={rowSelection}
        tableLayout="auto"
        rowClassName={(_, index) => [index === cursor ? 'd-row-cursor' : '', open ? 'd-row-opens' : ''].join(' ')}
        onRow={row => ({ onClick: (event: MouseEvent) => !fromControl(event.target) && window.getSelection()?.toString() === '' && openRow(row) })}
        onChange={(_page, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          const column = columns.find(candidate => candidate.key === one?.columnKey);
          if (column?.sort) list.setSort(column.sort, one?.order === 'ascend' ? 'ASC' : 'DESC');
        }}
      />
    </div>
  );
}
