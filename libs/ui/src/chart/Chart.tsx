import { Skeleton } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useShownTheme } from '../theme/appearance';
import { dark, light, type Palette } from '../theme/palette';
import { ChartFrame, type FrameProps } from './ChartFrame';
import type { ChartOption, PlotProps } from './Plot';
import type { Lead } from './TableTwin';

const Plot = lazy(() => import('./Plot').then(module => ({ default: module.Plot })));

interface ChartProps extends FrameProps {
  option: (palette: Palette) => ChartOption;
  height?: number;
}

/** A plot with its finding, unit and date, and a table of the same numbers beside it. Where the rows of the table lead somewhere, so do the points: the first point to where the first row leads. */
export function Chart({ option, height = 220, ...frame }: ChartProps) {
  const shown = useShownTheme();
  const { leads } = frame.table;
  const plot = { option: option(shown === 'dark' ? dark : light), theme: shown, height, label: frame.title };
  return (
    <ChartFrame {...frame}>
      <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>{leads ? <LeadingPlot {...plot} leads={leads} /> : <Plot {...plot} />}</Suspense>
    </ChartFrame>
  );
}

function LeadingPlot({ leads, ...plot }: Omit<PlotProps, 'points' | 'onPick'> & { leads: readonly (Lead | null)[] }) {
  const go = useNavigate();
  const pick = (index: number) => {
    const lead = leads[index];
    if (lead) void go({ to: lead.to, search: lead.search as never });
  };
  return <Plot {...plot} points={leads.length} onPick={pick} />;
}
