import { Button, Table } from 'antd';
import { categoryAxis, Chart, quietFrame, Section, useText, valueAxis, type Palette } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import { useState } from 'react';
import { csvOf, download, FIGURES, summed, type Line, type Part } from './lines';
import { reconciliationTerms, reconciliationText } from './reconciliation.text';
import { RowsDrawer } from './RowsDrawer';

const PARTS = ['unified', 'duplicates', 'unmatched'] as const;
const isPart = (figure: string): figure is (typeof PARTS)[number] => PARTS.includes(figure as never);

/** The lines of one group: a chart of their parts, the table with its sum, and the table as a file. */
export function LineSection({ group, lines }: { group: 'RECORDS' | 'IDENTITIES'; lines: Line[] }) {
  const t = useText(reconciliationText);
  const term = useText(reconciliationTerms);
  const format = useFormat();
  const [open, setOpen] = useState<{ line: Line; part: Part } | null>(null);
  if (lines.length === 0) return null;
  const nameOf = (line: Line): string => (line.identityKind ? term(`IdentityKind.${line.identityKind}`) : (line.name ?? t('noChannel')));
  const sums = summed(lines);
  // One customer has a phone and an address: sums over kinds would count them twice.
  const isSummed = group === 'RECORDS';
  const finding = t(isSummed ? 'finding' : 'findingKeys', Object.fromEntries(FIGURES.map((figure) => [figure, format.number(sums[figure])])) as Record<(typeof FIGURES)[number], string>);
  const rows = lines.map((line) => ({ name: nameOf(line), line, ...(Object.fromEntries(FIGURES.map((figure) => [figure, line[figure] ?? 0])) as Record<(typeof FIGURES)[number], number>) }));
  const save = () => download(`reconciliation-${group.toLowerCase()}.csv`, csvOf([[t('channel'), ...FIGURES.map((figure) => t(figure))], ...rows.map((row) => [row.name, ...FIGURES.map((figure) => String(row[figure]))]), ...(isSummed ? [[t('total'), ...FIGURES.map((figure) => String(sums[figure]))]] : [])]));
  const cell = (figure: string, value: number, row: (typeof rows)[number]) =>
    isPart(figure) && value > 0
      ? <button type="button" className="d-link" aria-label={t('showRows', { channel: row.name, part: t(figure), count: format.number(value) })} onClick={() => setOpen({ line: row.line, part: figure.toUpperCase() as Part })}>{format.number(value)}</button>
      : format.number(value);
  return (
    <Section title={t(group)} extra={<Button size="small" onClick={save}>{t('export')}</Button>}>
      <Chart title={finding} unit={t('unit')} asOf={format.dayShort(format.today())} height={Math.max(120, 36 * rows.length + 48)} option={(palette) => partsOption(palette, rows, { name: (part) => t(part), show: (value) => format.number(value) })}
        table={{ columns: [{ key: 'name', title: t('channel') }, ...PARTS.map((key) => ({ key, title: t(key), align: 'right' as const }))], rows: rows.map(({ line: _, ...row }) => row) }} />
      <div className="wide-table" role="region" aria-label={t(group)} tabIndex={0}>
        <Table size="small" rowKey="name" dataSource={rows} pagination={false}
        columns={[{ title: t('channel'), dataIndex: 'name' }, ...FIGURES.map((figure) => ({ title: t(figure), dataIndex: figure, align: 'right' as const, render: (value: number, row: (typeof rows)[number]) => cell(figure, value, row) }))]}
        {...(isSummed && { summary: () => <Table.Summary.Row>{[<Table.Summary.Cell key="total" index={0}><b>{t('total')}</b></Table.Summary.Cell>, ...FIGURES.map((figure, at) => <Table.Summary.Cell key={figure} index={at + 1} align="right"><b>{format.number(sums[figure])}</b></Table.Summary.Cell>)]}</Table.Summary.Row> })} />
      </div>
      {open && <RowsDrawer line={open.line} part={open.part} channel={nameOf(open.line)} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function partsOption(palette: Palette, rows: readonly ({ name: string } & Record<(typeof PARTS)[number], number>)[], words: { name: (part: (typeof PARTS)[number]) => string; show: (value: number) => string }) {
  const frame = quietFrame(palette);
  const upwards = rows.toReversed();
  return {
    ...frame,
    tooltip: { ...frame.tooltip, axisPointer: { type: 'shadow' }, valueFormatter: (value: unknown) => words.show(Number(value)) },
    xAxis: valueAxis(palette, words.show), yAxis: categoryAxis(palette, upwards.map((row) => row.name)),
    series: PARTS.map((part, at) => ({ type: 'bar', stack: 'all', name: words.name(part), barMaxWidth: 18, itemStyle: { color: palette.chart[at] }, data: upwards.map((row) => row[part]) })),
  };
}
