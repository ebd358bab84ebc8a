import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type KeyboardEvent } from 'react';

register([BarChart, LineChart, AriaComponent, GridComponent, MarkLineComponent, TooltipComponent, LabelLayout, SVGRenderer]);
const HIDDEN_WIDTH = 320;
export type ChartOption = EChartsCoreOption;

export interface PlotProps {
  option: ChartOption;
  theme: string;
  height: number;
  label: string;
  /** How many points lead somewhere, and what happens when one is chosen. */
  points?: number;
  onPick?: (index: number) => void;
}

/** echarts takes no CSS variables, so the plot is made anew when the theme changes. */
export function Plot({ option, theme, height, label, points = 0, onPick }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<ECharts | null>(null);
  const picked = useRef(onPick);
  picked.current = onPick;
  useEffect(() => {
    if (!place.current) return undefined;
    // A place without width (not laid out yet, or hidden) would break charts that scale by it; the watcher gives them the true one.
    const plot = init(place.current, undefined, { renderer: 'svg', ...(place.current.clientWidth === 0 && { width: HIDDEN_WIDTH, height }) });
    plot.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option });
    plot.getZr().on('click', ({ offsetX, offsetY }) => {
      const index = picked.current ? pointAt(plot, option, [offsetX, offsetY]) : null;
      if (index !== null) picked.current?.(index);
    });
    drawn.current = plot;
    const watcher = new ResizeObserver(() => plot.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      plot.dispose();
      drawn.current = null;
    };
  }, [option, theme, height]);
  const keys = useKeys(drawn, points, picked);
  return <div ref={place} style={{ height }} role="img" aria-label={label} tabIndex={0} className={onPick ? 'd-plot d-plot-leads' : 'd-plot'} onKeyDown={onPick && keys} />;
}

/** The category that lies under a place of the drawing: its whole column or row is the target, not the bar alone. */
function pointAt(plot: ECharts, option: ChartOption, place: [number, number]): number | null {
  if (!plot.containPixel({ gridIndex: 0 }, place)) return null;
  const at = plot.convertFromPixel({ gridIndex: 0 }, place);
  const isCategory = (axis: unknown) => (axis as { type?: string } | undefined)?.type === 'category';
  const along = isCategory(option['xAxis']) ? 0 : isCategory(option['yAxis']) ? 1 : null;
  return along === null || !Array.isArray(at) ? null : Math.round(Number(at[along]));
}

/** Arrows walk from point to point and show what each says, Enter opens it. */
function useKeys(drawn: { current: ECharts | null }, points: number, picked: { current: PlotProps['onPick'] }) {
  const at = useRef(-1);
  return (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined && points > 0) {
      at.current = (at.current + step + points) % points;
      drawn.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: at.current });
    } else if (event.key === 'Enter' && at.current >= 0) picked.current?.(at.current);
    else return;
    event.preventDefault();
  };
}
