import { describe, expect, it } from '@jest/globals';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { setAppearance } from '../theme/appearance';
import { light } from '../theme/palette';
import { ThemeProvider } from '../theme/ThemeProvider';
import { Chart } from './Chart';
import { calibrationOption, forestOption, stepOption } from './estimates';
import { HeatGrid } from './HeatGrid';
import { TableTwin } from './TableTwin';

const lead = (decile: number) => ({ to: '/customers', search: { filter: { valueDecile: { min: decile } } } });

function show(children: ReactNode) {
  setAppearance({ language: 'en', theme: 'light' });
  const root = createRootRoute({ component: () => <ThemeProvider><Outlet /></ThemeProvider> });
  const board = createRoute({ getParentRoute: () => root, path: '/', component: () => children });
  const list = createRoute({ getParentRoute: () => root, path: '/customers', component: () => <p>the customers</p> });
  const router = createRouter({ routeTree: root.addChildren([board, list]), history: createMemoryHistory({ initialEntries: ['/'] }) });
  render(<RouterProvider router={router as never} />);
  return router;
}

const table = { columns: [{ key: 'decile', title: 'Tenth' }, { key: 'customers', title: 'Customers' }], rows: [{ decile: '10', customers: 4 }, { decile: '9', customers: 3 }], leads: [lead(10), lead(9)] };
const bars = <Chart title="The best tenth holds most" unit="customers" asOf="today" table={table} option={() => ({ xAxis: { type: 'category', data: ['10', '9'] }, yAxis: { type: 'value' }, series: [{ type: 'bar', data: [4, 3] }] })} />;

describe('a chart that leads', () => {
  it('opens what is behind a point by the keys', async () => {
    const router = show(bars);
    const plot = await screen.findByRole('img', { name: 'The best tenth holds most' });
    fireEvent.keyDown(plot, { key: 'Enter' });
    expect(router.state.location.pathname).toBe('/');
    fireEvent.keyDown(plot, { key: 'ArrowRight' });
    fireEvent.keyDown(plot, { key: 'ArrowRight' });
    fireEvent.keyDown(plot, { key: 'Enter' });
    await waitFor(() => expect(router.state.location).toMatchObject({ pathname: '/customers', search: lead(9).search }));
  });

  it('leads from the rows of its table too', async () => {
    const router = show(bars);
    fireEvent.click(await screen.findByRole('button', { name: 'As table' }));
    fireEvent.click(await screen.findByRole('link', { name: '10' }));
    await waitFor(() => expect(router.state.location).toMatchObject({ pathname: '/customers', search: lead(10).search }));
  });
});

describe('the table of a chart', () => {
  it('puts written numbers in order by their size, whatever stands around them', async () => {
    const rows = ['£1,153', '97', '£27.9 万', '−14', '0.5%'].map((size, at) => ({ name: `n${at}`, size }));
    show(<TableTwin label="sizes" columns={[{ key: 'name', title: 'Name' }, { key: 'size', title: 'Size' }]} rows={rows} />);
    fireEvent.click(await screen.findByRole('columnheader', { name: 'Size' }));
    await waitFor(() => expect([...document.querySelectorAll('.ant-table-row td:last-child')].map((cell) => cell.textContent)).toEqual(['−14', '0.5%', '97', '£1,153', '£27.9 万']));
  });
});

describe('a grid of cells', () => {
  const cells = [[{ value: 4, text: '4', note: 'Champions', label: 'R5 F5: 4 customers', lead: lead(10) }, { value: null, text: '–', label: 'nobody' }]];
  it('says each figure, leads where somebody is, and has a table of the same', async () => {
    show(<HeatGrid title="Most are champions" unit="customers" asOf="today" table={table} down={{ title: 'Recency', heads: ['5'] }} across={{ title: 'Frequency', heads: ['5', '4'] }} cells={cells} />);
    const link = await screen.findByRole('link', { name: /^R5 F5: 4 customers/u });
    expect(link).toHaveTextContent('4');
    expect(link.getAttribute('href')).toContain('/customers?filter=');
    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect(screen.getByRole('rowheader', { name: '5' })).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'As table' }));
    expect(await screen.findByRole('link', { name: '10' })).toBeInTheDocument();
  });
});

describe('drawings of estimates', () => {
  const show2 = (value: number) => value.toFixed(1);
  const seriesOf = (option: object) => (option as { series: { data: unknown[]; name?: string }[] }).series;
  it('draw a line for each interval beside the points', () => {
    expect(seriesOf(forestOption(light, [{ label: 'complaint', value: 2, low: 1.5, high: 3 }, { label: 'discount', value: 1, low: 0.9, high: 1.2 }], { isRatio: true, show: show2 }))).toHaveLength(3);
    const points = [{ predicted: 0.1, observed: 0.2, low: 0.1, high: 0.3, count: 50 }];
    expect(seriesOf(calibrationOption(light, points, { show: show2, names: { predicted: 'Predicted', observed: 'Actual' } }))).toHaveLength(3);
  });
  it('draw each curve with its two bounds, and bounds only where they are known', () => {
    const option = stepOption(light, [{ name: 'New', points: [{ at: 0, value: 1 }, { at: 30, value: 0.8, low: 0.7, high: 0.9 }] }], { x: show2, y: show2 });
    expect(seriesOf(option).map((one) => one.data.length)).toEqual([2, 1, 1]);
  });
});
