import { Skeleton } from 'antd';
import { lazy, Suspense, type ComponentProps } from 'react';
import { Chart } from './Chart';

// Few pages draw a graph: what it takes comes along only then.
const Drawn = lazy(async () => {
  (await import('./graph.parts')).addGraphs();
  return { default: Chart };
});

/** A chart of who is connected with whom, with the table of the same beside it. */
export const GraphChart = (props: ComponentProps<typeof Chart>) => (
  <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: props.height ?? 220 }} />}><Drawn {...props} /></Suspense>
);
