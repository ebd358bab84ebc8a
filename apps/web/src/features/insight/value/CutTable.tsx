import { useFormat } from '@dossier/client';
import { TableTwin, useText } from '@dossier/ui';
import { valueText } from './value.text';
import type { RfmBoard, RfmCut } from './value.types';

const SCORES = [5, 4, 3, 2, 1];

/** Where one score ends and the next begins: with ties, the truth about the scores. */
export function CutTable({ board }: { board: RfmBoard }) {
  const t = useText(valueText);
  const say = useCutWords(board);
  const columns = ['RECENCY', 'FREQUENCY', 'MONETARY'].filter((column) => board.cuts?.some((cut) => cut.column === column));
  const title = { RECENCY: t('recency'), FREQUENCY: t('frequency'), MONETARY: t('monetary') } as Record<string, string>;
  const rows = SCORES.map((score) => Object.fromEntries([['score', score], ...columns.map((column) => [column, say(board.cuts?.find((cut) => cut.column === column && cut.score === score))])]) as Record<string, string | number>);
  return <TableTwin whole label={t('cuts')} columns={[{ key: 'score', title: t('score') }, ...columns.map((column) => ({ key: column, title: title[column] ?? column }))]} rows={rows} />;
}

function useCutWords(board: RfmBoard): (cut: RfmCut | undefined) => string {
  const t = useText(valueText);
  const format = useFormat();
  return (cut) => {
    if (typeof cut?.from !== 'number' || typeof cut.to !== 'number') return '–';
    const [from, to] = [Math.min(cut.from, cut.to), Math.max(cut.from, cut.to)];
    if (cut.column === 'RECENCY') return t('daysAgo', { from, to });
    if (cut.column === 'FREQUENCY') return t('orders', { from, to });
    const money = (minor: number) => format.moneyShort({ minor, currency: board.revenue?.currency ?? 'CNY' });
    return t('fromTo', { from: money(from), to: money(to) });
  };
}
