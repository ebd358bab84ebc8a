import type { Palette } from '../theme/palette';
import { categoryAxis, quietFrame, valueAxis } from './axes';
import type { ChartOption } from './Plot';

const HALF = 0.5;
/** Solid first: curves are told apart by their stroke too, not by colour alone. */
const STROKES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 6], [12, 4]] as const;
const paint = (palette: Palette, at: number): string => palette.chart[at % palette.chart.length] ?? palette.ink;
const mark = (palette: Palette, line: object) => ({ silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: palette.chartNull, type: 'dashed', width: 1 }, data: [line] });
const quietLine = (palette: Palette) => ({ axisLine: { lineStyle: { color: palette.hair2 } }, axisTick: { show: false } });
const itemTip = (palette: Palette) => ({ ...quietFrame(palette).tooltip, trigger: 'item' });

export interface ForestRow { label: string; value: number; low: number; high: number }

/** Estimates beneath each other with their intervals, against a line of no effect: ratios on a scale of doubling (`null: 1`), differences on a plain one (`null: 0`). */
export function forestOption(palette: Palette, rows: readonly ForestRow[], { isRatio, show }: { isRatio: boolean; show: (value: number) => string }): ChartOption {
  const labels = [...rows].reverse();
  const words = (row: ForestRow) => `${row.label}: ${show(row.value)} (${show(row.low)} – ${show(row.high)})`;
  const interval = (row: ForestRow) => ({ type: 'line', silent: true, symbol: 'none', lineStyle: { color: palette.chart[0], opacity: 0.62, width: 2 }, data: [[row.low, row.label], [row.high, row.label]] });
  const points = {
    type: 'line', symbol: 'rect', symbolSize: 9, itemStyle: { color: palette.chart[0] }, lineStyle: { width: 0 }, data: labels.map(row => [row.value, row.label]),
    tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => (labels[dataIndex] ? words(labels[dataIndex]) : '') }, markLine: mark(palette, { xAxis: isRatio ? 1 : 0 }),
  };
  return {
    ...quietFrame(palette), tooltip: itemTip(palette),
    xAxis: { ...valueAxis(palette, show), ...(isRatio ? { type: 'log', logBase: 2 } : { scale: true }) }, yAxis: { ...categoryAxis(palette, labels.map(row => row.label)), axisLine: { show: false } },
    series: [points, ...labels.map(interval)],
  };
}

export interface StepPoint { at: number; value: number; low?: number | null; high?: number | null }
export interface StepCurve { name: string; points: readonly StepPoint[] }

/** Curves that fall in steps (who has not yet left, after so many days), their intervals as thin lines; each is named at its end. */
export function stepOption(palette: Palette, curves: readonly StepCurve[], { x, y }: { x: (value: number) => string; y: (value: number) => string }): ChartOption {
  const line = (curve: StepCurve, at: number) => ({
    name: curve.name, type: 'line', step: 'end', symbol: 'none', data: curve.points.map(point => [point.at, point.value]), lineStyle: { color: paint(palette, at), type: STROKES[at % STROKES.length], width: 2 }, itemStyle: { color: paint(palette, at) },
    endLabel: { show: true, formatter: '{a}', color: palette.ink2, fontSize: 12 }, labelLayout: { moveOverlap: 'shiftY' },
  });
  const bound = (curve: StepCurve, at: number, side: 'low' | 'high') => ({
    name: curve.name, type: 'line', step: 'end', symbol: 'none', silent: true, tooltip: { show: false }, data: curve.points.filter(point => typeof point[side] === 'number').map(point => [point.at, point[side]]), lineStyle: { color: paint(palette, at), width: 1, opacity: 0.4 }, itemStyle: { color: paint(palette, at) },
  });
  const frame = quietFrame(palette);
  return {
    ...frame, grid: { ...frame.grid, right: 88 }, tooltip: { ...frame.tooltip, valueFormatter: (value: unknown) => y(Number(value)), axisPointer: { ...frame.tooltip.axisPointer, label: { formatter: ({ value }: { value: number }) => x(value) } } },
    xAxis: { ...valueAxis(palette, x), ...quietLine(palette), min: 0, splitLine: { show: false } }, yAxis: { ...valueAxis(palette, y), min: 0, max: 1, interval: 0.25 },
    series: [...curves.map(line), ...curves.flatMap((curve, at) => [bound(curve, at, 'low'), bound(curve, at, 'high')])],
  };
}

export interface CalibrationPoint { predicted: number; observed: number; low: number; high: number; count: number }

/** What was foretold against what came, with the interval of what came; on the diagonal the two are one. */
export function calibrationOption(palette: Palette, points: readonly CalibrationPoint[], { show, names }: { show: (value: number) => string; names: { predicted: string; observed: string } }): ChartOption {
  const top = Math.max(...points.flatMap(point => [point.predicted, point.high]), 0);
  const words = (point: CalibrationPoint) => `${names.predicted} ${show(point.predicted)}<br>${names.observed} ${show(point.observed)} (${show(point.low)} – ${show(point.high)})`;
  const interval = (point: CalibrationPoint) => ({ type: 'line', silent: true, symbol: 'none', lineStyle: { color: palette.chart[0], opacity: 0.62, width: 2 }, data: [[point.predicted, point.low], [point.predicted, point.high]] });
  const dots = {
    type: 'line', symbol: 'circle', symbolSize: 8, itemStyle: { color: palette.chart[0] }, lineStyle: { width: 0 }, data: points.map(point => [point.predicted, point.observed]),
    tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => (points[dataIndex] ? words(points[dataIndex]) : '') },
  };
  const diagonal = { type: 'line', silent: true, symbol: 'none', lineStyle: { color: palette.chartNull, type: 'dashed', width: 1 }, data: [[0, 0], [top, top]] };
  // Shares end at one: an axis up to 120 % would promise what cannot be.
  const scale = { min: 0, ...(top <= 1 && top > HALF && { max: 1, interval: 0.25 }), ...quietLine(palette), nameTextStyle: { color: palette.ink3, fontSize: 12 } };
  const frame = quietFrame(palette);
  return {
    ...frame, grid: { ...frame.grid, top: 32, bottom: 24 }, tooltip: itemTip(palette),
    xAxis: { ...valueAxis(palette, show), ...scale, name: names.predicted, nameLocation: 'middle', nameGap: 28 }, yAxis: { ...valueAxis(palette, show), ...scale, name: names.observed, nameGap: 12 },
    series: [dots, diagonal, ...points.map(interval)],
  };
}
