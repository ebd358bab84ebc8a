import { useFormat } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, Section, useText, valueAxis, type Lead, type Palette } from '@dossier/ui';
import type { Board } from './churn.documents';
import { churnText } from './churn.text';

type Month = NonNullable<Board['months']>[number];
const right = 'right' as const;
const HEIGHT = 240;
const YEAR = 12;

/** The last day of the month that begins on `first`. */
const lastOf = (first: string): string => new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10);
const leadOf = ({ month }: Month): Lead => ({ to: '/customers', search: { filter: { churnedOn: { from: month, to: lastOf(month) } } } });

/** Which part of customers left in each month. */
export function RateChart({ board }: { board: Board }) {
  const t = useText(churnText);
  const format = useFormat();
  const months = board.months ?? [];
  const title = useFinding(months);
  if (months.length === 0) return null;
  const name = ({ month, isPartial }: Month) => (isPartial ? t('monthPartial', { month: month.slice(0, 7) }) : month.slice(0, 7));
  const show = (share: number | null | undefined) => format.percent(share ?? 0);
  return (
    <Section title={t('rate')}>
      <Chart title={title} unit={t('rateUnit')} asOf={format.dayShort(board.asOf)} height={HEIGHT} option={(palette) => rateOption(palette, months, { name, show })}
        table={{
          columns: [{ key: 'month', title: t('month') }, { key: 'active', title: t('active'), align: right }, { key: 'left', title: t('left'), align: right }, { key: 'back', title: t('back'), align: right }, { key: 'rate', title: t('share'), align: right }, { key: 'range', title: t('interval'), align: right }],
          rows: months.map((month) => ({ month: name(month), active: month.active, left: month.left, back: month.back, rate: show(month.rate), range: `${show(month.low)} – ${show(month.high)}` })),
          leads: months.map(leadOf),
        }} />
      <p className="d-note insight-note">{t('rateNote')}</p>
    </Section>
  );
}

function useFinding(months: readonly Month[]): string {
  const t = useText(churnText);
  const format = useFormat();
  const whole = months.filter(({ isPartial }) => !isPartial);
  const last = whole.at(-1);
  const before = whole.slice(0, -1).slice(-YEAR);
  const active = before.reduce((sum, month) => sum + month.active, 0);
  if (!last || active === 0 || last.rate === null) return t('ratePlain');
  const mean = before.reduce((sum, month) => sum + month.left, 0) / active;
  return t('rateFinding', { month: last.month.slice(0, 7), rate: format.percent(last.rate), low: format.percent(last.low), high: format.percent(last.high), mean: format.percent(mean) });
}

function rateOption(palette: Palette, months: readonly Month[], { name, show }: { name: (month: Month) => string; show: (share: number | null) => string }) {
  const frame = quietFrame(palette);
  const interval = months.filter(({ low, high }) => low !== null && high !== null).map((month) => ({ type: 'line', silent: true, symbol: 'none', tooltip: { show: false }, lineStyle: { color: palette.ink, width: 1.5 }, data: [[name(month), month.low], [name(month), month.high]] }));
  // A month that has not ended is drawn faintly: more will leave.
  const bars = months.map((month) => ({ value: month.rate, itemStyle: { color: palette.chart[0], opacity: month.isPartial ? 0.25 : 0.66 } }));
  return {
    ...frame, tooltip: { ...frame.tooltip, valueFormatter: (value: unknown) => show(Number(Array.isArray(value) ? value[1] : value)) }, xAxis: categoryAxis(palette, months.map(name)), yAxis: { ...valueAxis(palette, (value) => show(value)), min: 0 },
    series: [{ type: 'bar', barWidth: '62%', data: bars }, ...interval],
  };
}
