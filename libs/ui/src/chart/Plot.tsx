import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

register([BarChart, LineChart, AriaComponent, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);
const HIDDEN_WIDTH = 320;
export type ChartOption = EChartsCoreOption;

/** echarts takes no CSS variables, so the plot is made anew when the theme changes. */
export function Plot({ option, theme, height, label }: { option: ChartOption; theme: string; height: number; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    // A place without width (not laid out yet, or hidden) would break charts that scale by it; the watcher gives them the true one.
    const plot = init(place.current, undefined, { renderer: 'svg', ...(place.current.clientWidth === 0 && { width: HIDDEN_WIDTH, height }) });
    plot.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option });
    const watcher = new ResizeObserver(() => plot.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      plot.dispose();
    };
  }, [option, theme, height]);
  return <div ref={place} style={{ height }} role="img" aria-label={label} tabIndex={0} className="d-plot" />;
}
