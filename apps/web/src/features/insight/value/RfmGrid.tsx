import { Segmented } from 'antd';
import { useFormat } from '@dossier/client';
import { HeatGrid, useText, type HeatCell, type Lead } from '@dossier/ui';
import { useState } from 'react';
import { useGroupName } from '../insight.words';
import { strongest } from './value.sums';
import { valueText } from './value.text';
import type { RfmBoard, RfmCell } from './value.types';

const DOWN = [5, 4, 3, 2, 1];
const ACROSS = [1, 2, 3, 4, 5];
type Ground = 'customers' | 'revenue';

/** The customers of one field of the grid. */
const leadOf = (recency: number, frequency: number): Lead => ({ to: '/customers', search: { filter: { rfmRecency: { min: recency, max: recency }, rfmFrequency: { min: frequency, max: frequency } } } });

/** Recency by frequency: where the customers are, and where the money comes from. */
export function RfmGrid({ board }: { board: RfmBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  const groupName = useGroupName();
  const [ground, setGround] = useState<Ground>('customers');
  const best = strongest(board.groups ?? []);
  const title = best ? t('rfmFinding', { group: groupName(best.group), customers: format.percent(best.ofCustomers, 0), revenue: format.percent(best.ofRevenue, 0) }) : t('rfmPlain');
  const drawn = useCells(board, ground);
  const choices = [{ value: 'customers', label: t('customers') }, { value: 'revenue', label: t('revenue') }];
  return (
    <HeatGrid title={title} unit={t(ground)} asOf={format.dayShort(board.asOf)} down={{ title: t('recencyShort'), heads: DOWN.map((score) => `R${score}`) }} across={{ title: t('frequencyShort'), heads: ACROSS.map((score) => `F${score}`) }} cells={drawn.cells} table={drawn.table}
      extra={board.revenue && <Segmented size="small" aria-label={t('shown')} value={ground} onChange={setGround as (value: string) => void} options={choices} />} />
  );
}

function useCells(board: RfmBoard, ground: Ground) {
  const t = useText(valueText);
  const format = useFormat();
  const groupName = useGroupName();
  const at = (recency: number, frequency: number) => board.cells?.find((cell) => cell.recency === recency && cell.frequency === frequency);
  const labelOf = (cell: RfmCell) => {
    const facts = { recency: cell.recency ?? 0, frequency: cell.frequency ?? 0, group: groupName(cell.group), count: cell.customers ?? 0 };
    return cell.revenue ? t('cellLabelMoney', { ...facts, revenue: format.money(cell.revenue) }) : t('cellLabel', facts);
  };
  const drawOne = (cell: RfmCell | undefined): HeatCell => {
    if (!cell) return { value: null, text: '–', label: '' };
    const text = ground === 'revenue' ? format.moneyShort(cell.revenue) : format.compact(cell.customers);
    return { value: ground === 'revenue' ? (cell.revenue?.minor ?? 0) : (cell.customers ?? 0), text, note: groupName(cell.group), label: labelOf(cell), lead: cell.customers ? leadOf(cell.recency ?? 0, cell.frequency ?? 0) : null };
  };
  const listed = DOWN.flatMap((recency) => ACROSS.map((frequency) => at(recency, frequency))).filter((cell) => cell !== undefined);
  const money = board.revenue ? [{ key: 'revenue', title: t('revenue'), align: 'right' as const }] : [];
  return {
    cells: DOWN.map((recency) => ACROSS.map((frequency) => drawOne(at(recency, frequency)))),
    table: {
      columns: [{ key: 'cell', title: t('cell') }, { key: 'group', title: t('group') }, { key: 'customers', title: t('customers'), align: 'right' as const }, ...money],
      rows: listed.map((cell) => ({ cell: `R${cell.recency} F${cell.frequency}`, group: groupName(cell.group), customers: cell.customers ?? 0, ...(board.revenue && { revenue: format.money(cell.revenue) }) })),
      leads: listed.map((cell) => leadOf(cell.recency ?? 0, cell.frequency ?? 0)),
    },
  };
}
