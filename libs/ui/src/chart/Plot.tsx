import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

register([BarChart, LineChart, AriaComponent, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);
export type ChartOption = EChartsCoreOption;

/** echarts takes no CSS variables, so the plot is made anew when the theme changes. */
export function Plot({ option, theme, height, label }: { option: ChartOption; theme: string; height: number; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const plot = init(place.current, undefined, { renderer: 'svg' });
    plot.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option });
    const watcher = new ResizeObserver(() => plot.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      plot.dispose();
    };
  }, [option, theme]);
  return <div ref={place} style={{ height }} role="img" aria-label={label} tabIndex={0} className="d-plot" />;
}
