import { useShortcuts } from '@dossier/client';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import { renderScreen } from '../testing/render-screen';
import { barFor, placeOf, places, placesFor } from './navigation';
import { FootBar } from './PhoneBars';
import { Rail } from './Rail';

const head = (name: string) => screen.findByRole('button', { name });
const link = (name: string) => screen.queryByRole('link', { name });

describe('the places', () => {
  it('have keys of their own, one each', () => {
    const keys = places.flatMap(place => place.keys ?? []);
    expect(keys).toEqual([...new Set(keys)]);
    expect(keys).toHaveLength(places.length);
  });

  it('know the addresses that lie in them', () => {
    expect(['/', '/customers/1', '/keys/guide', '/quality', '/profile'].map(path => placeOf(path)?.key)).toEqual(['home', 'customers', 'apiKeys', 'upkeep', undefined]);
  });

  it('are those that the viewer may enter', () => {
    expect(placesFor(['customer.read', 'user.read']).map(place => place.key)).toEqual(['home', 'customers', 'team']);
  });
});

describe("the phone's bar", () => {
  const sales = ['customer.read', 'order.read', 'product.read', 'lead.read', 'lead.update', 'pool.claim', 'task.read'] as const;
  const marketing = [...sales, 'segment.read', 'segment.write', 'insight.read'] as const;
  const keys = (held: readonly string[]) => barFor(held).map(place => place.key);

  it('puts leads and the day first for those who sell, by what they may do', () => {
    expect(keys(sales)).toEqual(['home', 'leads', 'tasks', 'customers']);
    expect(keys([...sales].reverse())).toEqual(['home', 'leads', 'tasks', 'customers']);
    expect(keys(marketing)).toEqual(['home', 'customers', 'leads', 'segments']);
  });

  it('keeps the order of the rail for those who set up the house, and for those who work on no leads', () => {
    expect(keys([...marketing, 'user.manage'])).toEqual(['home', 'customers', 'orders', 'products']);
    expect(keys(marketing.filter(word => word !== 'lead.update'))).toEqual(['home', 'customers', 'orders', 'products']);
  });

  it('fills up with the next places where one of them is closed', () => {
    expect(keys(sales.filter(word => word !== 'task.read'))).toEqual(['home', 'leads', 'customers', 'orders']);
    expect(keys([])).toEqual(['home']);
  });
});

describe('the foot of the phone', () => {
  it('tells how many tasks are due, and keeps under more what it does not show', async () => {
    renderScreen(FootBar, { language: 'en', me: { permissions: ['customer.read', 'order.read', 'lead.read', 'lead.update', 'task.read'] }, answers: { TasksDue: { tasks: { totalCount: 3 } } } });
    const bar = await screen.findByRole('navigation', { name: 'Main' });
    expect(within(bar).getAllByRole('link').map(one => one.getAttribute('href'))).toEqual(['/', '/leads', '/tasks', '/customers']);
    expect(await within(bar).findByText('3 due or overdue')).toBeInTheDocument();
    fireEvent.click(within(bar).getByRole('button', { name: 'More' }));
    const rest = await screen.findByRole('navigation', { name: 'Other pages' });
    expect(within(rest).getAllByRole('link').map(one => one.getAttribute('href'))).toEqual(['/orders']);
  });
});

describe('the rail', () => {
  beforeEach(() => localStorage.setItem('dossier.groups', '{}'));

  it('keeps the groups of administration folded, opens them by hand and remembers it', async () => {
    const first = renderScreen(Rail);
    expect(await head('设置')).toHaveAttribute('aria-expanded', 'false');
    expect(link('团队与权限')).toBeNull();
    fireEvent.click(await head('设置'));
    expect(within(screen.getByRole('list', { name: '设置' })).getByRole('link', { name: '团队与权限' })).toBeInTheDocument();
    first.unmount();
    renderScreen(Rail);
    expect(await head('设置')).toHaveAttribute('aria-expanded', 'true');
    fireEvent.click(await head('设置'));
    expect(link('团队与权限')).toBeNull();
  });

  it('opens the group of the page one comes to, and says where one is when it is folded', async () => {
    renderScreen(Rail, { path: '/operations/jobs', route: '/operations/jobs' });
    expect(await head('治理')).toHaveAttribute('aria-expanded', 'true');
    expect(link('运行状态')).toHaveAttribute('aria-current', 'page');
    fireEvent.click(await head('治理'));
    expect(link('运行状态')).toBeNull();
    expect(await head('治理')).toHaveAttribute('aria-current', 'true');
  });

  it('goes as it came where the browser answers scrolling with a promise', async () => {
    const faults = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    Object.defineProperty(Element.prototype, 'scrollIntoView', { configurable: true, value: async () => undefined });
    try {
      const { unmount } = renderScreen(Rail);
      await screen.findByRole('link', { name: '客户' });
      unmount();
      expect(faults.mock.calls.flat().map(String).filter(text => text.includes('useEffect'))).toEqual([]);
    } finally {
      faults.mockRestore();
      Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
    }
  });

  it('shows the only place of a group without a heading', async () => {
    renderScreen(Rail, { me: { permissions: ['customer.read', 'order.read', 'user.read'] } });
    expect(await screen.findByRole('link', { name: '团队与权限' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '设置' })).toBeNull();
    expect(screen.queryByRole('button', { name: '数据进出' })).toBeNull();
  });
});

describe('keys that go somewhere', () => {
  it('leave the letter after g to the sequence', async () => {
    const decide = jest.fn();
    const go = jest.fn();
    const Desk = () => (useShortcuts({ d: decide }), <p>desk</p>);
    const Shell = () => (useShortcuts({ 'g d': go }), <Desk />);
    renderScreen(Shell);
    await screen.findByText('desk');
    fireEvent.keyDown(window, { key: 'g' });
    fireEvent.keyDown(window, { key: 'd' });
    expect(go).toHaveBeenCalledTimes(1);
    expect(decide).not.toHaveBeenCalled();
    fireEvent.keyDown(window, { key: 'd' });
    expect(decide).toHaveBeenCalledTimes(1);
  });
});
