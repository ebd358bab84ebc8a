import { categoryAxis, Chart, quietFrame, useLanguage, useText, type Palette } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import { bestMonth, lastMonths, longMonth, shortMonth, type MonthPoint } from './months';
import { recordText } from './record.text';
import type { CustomerRecord } from './record.types';

const MINOR = 100;
/** 66 % as the last pair of a colour's digits, so that labels keep their full colour. */
const HISTORY = 'a8';

/** Net purchases of 24 months; the last month stands in full colour, the history behind it is lighter. */
export function PurchaseMonths({ customer, height = 160 }: { customer: CustomerRecord; height?: number }) {
  const t = useText(recordText);
  const format = useFormat();
  const language = useLanguage();
  const today = format.today();
  const points = lastMonths(customer.months ?? [], today);
  const best = bestMonth(points);
  const currency = customer.summary?.currency ?? customer.summary?.netAmount?.currency ?? 'GBP';
  const title = best ? t('monthsFinding', { month: longMonth(best.month, language) }) : t('months');
  const money = (minor: number) => format.moneyShort({ minor, currency });
  return (
    <Chart title={title} unit={t('monthsUnit')} asOf={format.dayShort(today)} height={height} option={(palette) => barOption(palette, points, best, money)}
      table={{
        columns: [{ key: 'month', title: t('month') }, { key: 'amount', title: `${t('amount')} (${currency})` }, { key: 'orders', title: t('orders') }],
        rows: points.map((point) => ({ key: point.month, month: point.month, amount: (point.minor / MINOR).toFixed(2), orders: point.orders })),
      }} />
  );
}

function barOption(palette: Palette, points: readonly MonthPoint[], best: MonthPoint | null, money: (minor: number) => string) {
  const frame = quietFrame(palette);
  const last = points.length - 1;
  return {
    ...frame,
    tooltip: { ...frame.tooltip, axisPointer: { type: 'shadow' }, valueFormatter: (value: unknown) => money(Number(value)) },
    xAxis: categoryAxis(palette, points.map((point) => shortMonth(point.month))),
    // The tallest bar bears its figure; an axis beside it would say the same again.
    yAxis: { type: 'value', show: false },
    series: [{
      type: 'bar', barWidth: '62%', animation: false,
      data: points.map((point, at) => ({ value: point.minor, itemStyle: { color: at === last ? palette.chart[0] : `${palette.chart[0]}${HISTORY}` }, label: { show: point === best, position: 'top', color: palette.ink2, fontSize: 12, formatter: money(point.minor) } })),
    }],
  };
}
