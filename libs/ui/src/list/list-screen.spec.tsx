import { describe, expect, it, jest } from '@jest/globals';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen } from '@testing-library/react';
import { Tag } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../state/States';
import { setAppearance } from '../theme/appearance';
import { ThemeProvider } from '../theme/ThemeProvider';
import type { ListState } from './list';
import { ListScreen } from './ListScreen';
import { SelectionBar } from './SelectionBar';

interface Row { id: string; name: string }
const list = (change: Partial<ListState<Row>> = {}): ListState<Row> => ({
  rows: [], loading: false, error: null, refetch: jest.fn(), hasMore: false, loadMore: jest.fn(), loadingMore: false, totalCount: null, totalIsExact: true,
  sort: 'NAME', order: 'ASC', setSort: jest.fn(), filter: {}, setFilter: jest.fn(), isFiltered: false, ...change,
});
const rows = [{ id: '1', name: '王伟' }, { id: '2', name: '陈思远' }];

function show(children: ReactNode) {
  setAppearance({ language: 'zh' });
  const root = createRootRoute({ component: () => <ThemeProvider>{children}</ThemeProvider> });
  return render(<RouterProvider router={createRouter({ routeTree: root, history: createMemoryHistory() })} />);
}

const listOf = (state: ListState<Row>) => (
  <ListScreen<Row> title="客户" list={state} unit="位" columns={[{ key: 'name', title: '姓名', sort: 'NAME', render: row => row.name }]} phoneRow={row => ({ title: row.name })}
    empty={<EmptyState title="还没有客户" />} filterWords="城市是 拉萨" />
);

describe('a list', () => {
  it('shows its shape while rows are under way', async () => {
    show(listOf(list({ loading: true })));
    expect(await screen.findByRole('status', { name: '正在载入' })).toBeInTheDocument();
  });

  it('says that there is nothing yet', async () => {
    show(listOf(list()));
    expect(await screen.findByRole('heading', { name: '还没有客户' })).toBeInTheDocument();
  });

  it('says what was asked where nothing matches, and clears it', async () => {
    const state = list({ isFiltered: true });
    show(listOf(state));
    expect(await screen.findByText('条件是：城市是 拉萨。')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: '清除全部条件' }));
    expect(state.setFilter).toHaveBeenCalledWith({});
  });

  it('offers to try again where it failed, with the number', async () => {
    const state = list({ error: Object.assign(new Error('服务暂时无法响应'), { requestId: '9Q1XD' }) });
    show(listOf(state));
    expect(await screen.findByRole('alert')).toHaveTextContent('编号 9Q1XD');
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }));
    expect(state.refetch).toHaveBeenCalled();
  });

  it('counts beyond its bound as more than', async () => {
    show(listOf(list({ rows, totalCount: 10_000, totalIsExact: false })));
    expect(await screen.findByText('超过 10,000')).toBeInTheDocument();
  });

  it('sorts on the server', async () => {
    const state = list({ rows });
    show(listOf(state));
    fireEvent.click(await screen.findByRole('columnheader', { name: '姓名' }));
    expect(state.setSort).toHaveBeenCalledWith('NAME', 'DESC');
  });
});

describe('the selection bar', () => {
  it('answers to its keys, and to Esc', async () => {
    const onPress = jest.fn();
    const onClear = jest.fn();
    show(<SelectionBar count={3} verbs={[{ key: 'tag', label: '标签', icon: Tag, keyCap: 'T', onPress }]} onClear={onClear} />);
    expect(await screen.findByRole('toolbar')).toHaveTextContent('已选 3 项');
    fireEvent.keyDown(window, { key: 't' });
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(onPress).toHaveBeenCalledTimes(1);
    expect(onClear).toHaveBeenCalledTimes(1);
  });
});
