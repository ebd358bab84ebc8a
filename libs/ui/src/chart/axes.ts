import type { Palette } from '../theme/palette';

/** The quiet frame of every plot: hairlines, ink 3 labels, a tooltip on the tooltip's ground. */
export const quietFrame = (palette: Palette) => ({
  grid: { left: 4, right: 12, top: 24, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: { trigger: 'axis', backgroundColor: palette.tip, borderWidth: 0, padding: [6, 10], textStyle: { color: palette.onTip, fontSize: 12 }, axisPointer: { lineStyle: { color: palette.hair2 }, shadowStyle: { color: palette.fill } } },
});

export const categoryAxis = (palette: Palette, data: string[]) => ({
  type: 'category', data, axisTick: { show: false }, axisLine: { lineStyle: { color: palette.hair2 } }, axisLabel: { color: palette.ink3, fontSize: 12, hideOverlap: true },
});

export const valueAxis = (palette: Palette, label?: (value: number) => string) => ({
  type: 'value', splitLine: { lineStyle: { color: palette.hair } }, axisLabel: { color: palette.ink3, fontSize: 12, formatter: label }, splitNumber: 3,
});
