import { GraphChart } from 'echarts/charts';
import { use as register } from 'echarts/core';

/** Teaches the plot to draw graphs. */
export const addGraphs = (): void => register([GraphChart]);
