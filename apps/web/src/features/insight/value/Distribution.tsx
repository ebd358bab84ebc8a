import { useFormat, useMay, type Format } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, useText, valueAxis, type Lead, type Palette } from '@dossier/ui';
import { likelyGone, seesNobodyLeave, topShare } from './value.sums';
import { valueText } from './value.text';
import type { AliveBin, ValueBoard, ValueDecile } from './value.types';

const HEIGHT = 240;
const right = 'right' as const;
const minor = (money?: { minor: number } | null) => money?.minor ?? null;
const leadOf = (decile: ValueDecile): Lead => ({ to: '/customers', search: { filter: { valueDecile: { min: decile.decile ?? 0, max: decile.decile ?? 0 } }, sort: 'LIFETIME_VALUE', order: 'DESC' } });

/** What a customer of each tenth is expected to bring, with its interval. */
export function DecileChart({ board }: { board: ValueBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  const share = topShare(board.deciles ?? []);
  const deciles = growing(board);
  const name = useDecileName();
  const days = board.horizonDays ?? 365;
  const range = (one: ValueDecile) => `${format.moneyShort(one.low)} – ${format.moneyShort(one.high)}`;
  return (
    <Chart title={share === null ? t('decilesPlain', { days }) : t('decilesFinding', { days, share: format.percent(share, 0) })} unit={`${deciles[0]?.mean?.currency ?? ''} ${t('perCustomer')}`} asOf={format.dayShort(board.asOf)} height={HEIGHT}
      option={(palette) => decileOption(palette, deciles, { name, money: (value) => format.moneyShort({ minor: value, currency: deciles[0]?.mean?.currency ?? 'CNY' }) })}
      table={{
        columns: [{ key: 'decile', title: t('decileHead') }, { key: 'customers', title: t('customers'), align: right }, { key: 'mean', title: t('mean'), align: right }, { key: 'range', title: t('interval', { level: format.percent(board.level, 0) }), align: right }, { key: 'total', title: t('total'), align: right }],
        rows: deciles.map((one) => ({ decile: name(one), customers: one.customers ?? 0, mean: format.moneyShort(one.mean), range: range(one), total: format.moneyShort(one.total) })),
        leads: deciles.map(leadOf),
      }} />
  );
}

const growing = (board: ValueBoard) => [...(board.deciles ?? [])].sort((a, b) => (a.decile ?? 0) - (b.decile ?? 0));

function useDecileName() {
  const t = useText(valueText);
  return (one: ValueDecile) => (one.decile === 10 ? `10 · ${t('best')}` : one.decile === 1 ? `1 · ${t('least')}` : String(one.decile ?? ''));
}

function decileOption(palette: Palette, deciles: readonly ValueDecile[], { name, money }: { name: (one: ValueDecile) => string; money: (value: number) => string }) {
  const frame = quietFrame(palette);
  const labels = deciles.map(name);
  const interval = deciles.filter((one) => one.low && one.high).map((one) => ({ type: 'line', silent: true, symbol: 'none', tooltip: { show: false }, lineStyle: { color: palette.ink, width: 1.5 }, data: [[name(one), minor(one.low)], [name(one), minor(one.high)]] }));
  return {
    ...frame, tooltip: { ...frame.tooltip, valueFormatter: (value: unknown) => money(Number(Array.isArray(value) ? value[1] : value)) }, xAxis: categoryAxis(palette, labels), yAxis: { ...valueAxis(palette, money), min: 0 },
    series: [{ type: 'bar', barWidth: '62%', data: deciles.map((one) => minor(one.mean)), itemStyle: { color: palette.chart[0], opacity: 0.66 } }, ...interval],
  };
}

/** What was foretold for a quarter that the fit had not seen, and what came, by tenth. */
export function CheckedChart({ board }: { board: ValueBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  const name = useDecileName();
  const mayCards = useMay('model.read');
  const finding = useCheckedFinding(board, format);
  const deciles = growing(board).filter((one) => one.predicted && one.realised);
  if (deciles.length === 0) return <p className="d-caption">{t(mayCards ? 'checkedPlain' : 'checkedClosed')}</p>;
  const currency = deciles[0]?.predicted?.currency ?? '';
  const lines = { labels: deciles.map(name), predicted: deciles.map((one) => minor(one.predicted) ?? 0), realised: deciles.map((one) => minor(one.realised) ?? 0), names: [t('predicted'), t('realised')] as [string, string], show: (value: number) => format.moneyShort({ minor: value, currency }) };
  return (
    <Chart title={finding} unit={`${currency} ${t('perCustomer')}`} asOf={format.dayShort(board.holdOut?.to ?? board.asOf)} height={HEIGHT} option={(palette) => checkedOption(palette, lines)}
      table={{
        columns: [{ key: 'decile', title: t('decileHead') }, { key: 'predicted', title: t('predicted'), align: right }, { key: 'realised', title: t('realised'), align: right }],
        rows: deciles.map((one) => ({ decile: name(one), predicted: format.money(one.predicted), realised: format.money(one.realised) })),
      }} />
  );
}

function useCheckedFinding({ holdOut }: ValueBoard, format: Format): string {
  const t = useText(valueText);
  return holdOut ? t('checkedFinding', { from: format.dayShort(holdOut.from), to: format.dayShort(holdOut.to), predicted: format.percent(holdOut.predicted), realised: format.percent(holdOut.realised) }) : t('checked');
}

function checkedOption(palette: Palette, { labels, predicted, realised, names, show }: { labels: string[]; predicted: number[]; realised: number[]; names: [string, string]; show: (value: number) => string }) {
  const line = (name: string, data: number[], at: number) => ({
    name, type: 'line', data, symbol: at === 0 ? 'circle' : 'rect', symbolSize: 7, lineStyle: { color: palette.chart[at], type: at === 0 ? 'dashed' : 'solid', width: 2 }, itemStyle: { color: palette.chart[at] },
    endLabel: { show: true, formatter: '{a}', color: palette.ink2, fontSize: 12 }, labelLayout: { moveOverlap: 'shiftY' },
  });
  const frame = quietFrame(palette);
  return { ...frame, grid: { ...frame.grid, right: 64 }, tooltip: { ...frame.tooltip, valueFormatter: (value: unknown) => show(Number(value)) }, xAxis: categoryAxis(palette, labels), yAxis: { ...valueAxis(palette, show), min: 0 }, series: [line(names[0], predicted, 0), line(names[1], realised, 1)] };
}

/** How sure it is that customers are still there. */
export function AliveChart({ board }: { board: ValueBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  const bins = [...(board.alive ?? [])].sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  const gone = likelyGone(bins);
  const label = (bin: AliveBin) => `${Math.round((bin.from ?? 0) * 100)}–${format.percent(bin.to, 0)}`;
  return (
    <Chart title={seesNobodyLeave(bins) ? t('aliveAll') : gone === 0 ? t('aliveNone') : t('aliveFinding', { count: gone })} unit={t('customers')} asOf={format.dayShort(board.asOf)} height={HEIGHT}
      option={(palette) => ({ ...quietFrame(palette), xAxis: categoryAxis(palette, bins.map(label)), yAxis: valueAxis(palette, (value) => format.compact(value)), series: [{ type: 'bar', barWidth: '86%', data: bins.map((bin) => bin.customers ?? 0), itemStyle: { color: palette.chart[0] } }] })}
      table={{
        columns: [{ key: 'bin', title: t('bin') }, { key: 'customers', title: t('customers'), align: right }], rows: bins.map((bin) => ({ bin: label(bin), customers: bin.customers ?? 0 })),
        leads: bins.map((bin) => ({ to: '/customers', search: { filter: { aliveProbability: { min: bin.from ?? 0, max: bin.to ?? 1 } }, sort: 'LIFETIME_VALUE', order: 'DESC' } })),
      }} />
  );
}
