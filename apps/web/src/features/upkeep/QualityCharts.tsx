import { categoryAxis, Chart, quietFrame, Section, useText, valueAxis, type Palette } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import type { Report } from './quality.types';
import { qualityText } from './quality.text';

const HEIGHT = 200;
const HALF = 0.5;
const TENTH = 0.1;

/** How the records lie between empty and full, and how their mean has moved. */
export function QualityCharts({ report, reports }: { report: Report; reports: readonly Report[] }) {
  const t = useText(qualityText);
  return (
    <>
      <Section title={t('distribution')}><Distribution report={report} /></Section>
      {reports.length > 1 && <Section title={t('trend')}><Trend reports={reports} /></Section>}
    </>
  );
}

function Distribution({ report }: { report: Report }) {
  const t = useText(qualityText);
  const format = useFormat();
  const bins = report.distribution ?? [];
  const label = (from: number) => `${format.percent(from, 0)}–${format.percent(from + TENTH, 0)}`;
  const half = medianBin(bins);
  return (
    <Chart title={half === null ? t('distributionPlain') : t('distributionFinding', { share: format.percent(half + TENTH, 0) })} unit={t('customers')} asOf={format.dayShort((report.computedAt ?? '').slice(0, 10))} height={HEIGHT}
      option={(palette) => bars(palette, bins.map((bin) => label(bin.from)), bins.map((bin) => bin.customers))}
      table={{ columns: [{ key: 'bin', title: t('bin') }, { key: 'customers', title: t('customers'), align: 'right' }], rows: bins.map((bin) => ({ bin: label(bin.from), customers: bin.customers })) }} />
  );
}

/** The tenth in which the middle record lies; null while there is none. */
function medianBin(bins: readonly { from: number; customers: number }[]): number | null {
  const all = bins.reduce((sum, { customers }) => sum + customers, 0);
  let below = 0;
  for (const { from, customers } of bins) {
    below += customers;
    if (all > 0 && below > all * HALF) return from;
  }
  return null;
}

function bars(palette: Palette, labels: string[], values: number[]) {
  const frame = quietFrame(palette);
  return { ...frame, xAxis: categoryAxis(palette, labels), yAxis: valueAxis(palette), series: [{ type: 'bar', barWidth: '62%', data: values, itemStyle: { color: palette.chart[0] } }] };
}

function Trend({ reports }: { reports: readonly Report[] }) {
  const t = useText(qualityText);
  const format = useFormat();
  const months = [...reports].reverse();
  const percent = (value: number | null | undefined) => (value === null || value === undefined ? null : Math.round(value * 1000) / 10);
  const series = [{ name: t('completeness'), data: months.map((one) => percent(one.completeness)) }, { name: t('accuracy'), data: months.map((one) => percent(one.accuracy?.share)) }];
  const option = (palette: Palette) => ({
    ...quietFrame(palette), xAxis: categoryAxis(palette, months.map((one) => (one.month ?? '').slice(0, 7))), yAxis: { ...valueAxis(palette), max: 100 },
    series: series.map((one, at) => ({ ...one, type: 'line', showSymbol: true, connectNulls: false, lineStyle: { color: palette.chart[at], type: at === 0 ? 'solid' : 'dashed' }, itemStyle: { color: palette.chart[at] } })),
  });
  return (
    <Chart title={t('trendPlain')} unit={t('percent')} asOf={format.dayShort((reports[0]?.computedAt ?? '').slice(0, 10))} height={HEIGHT} option={option}
      table={{
        columns: [{ key: 'month', title: t('month') }, { key: 'completeness', title: t('completeness'), align: 'right' }, { key: 'accuracy', title: t('accuracy'), align: 'right' }],
        rows: months.map((one) => ({ month: (one.month ?? '').slice(0, 7), completeness: percent(one.completeness) ?? '', accuracy: percent(one.accuracy?.share) ?? t('enoughNot') })),
      }} />
  );
}
