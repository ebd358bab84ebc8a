import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { renderScreen } from '../testing/render-screen';
import { Palette } from './Palette';

const none = { orders: [], products: [], users: [] };
const found = { customers: [{ id: 'c1', title: '王伟', detail: 'DA-2024-003817', link: '/customers/c1', matched: 'NAME' }, { id: 'c2', title: '汪炜', detail: null, link: '/customers/c2', matched: 'NAME' }], ...none };
const onClose = jest.fn();
const Shown = () => <Palette onClose={onClose} />;
const type = async (text: string) => fireEvent.change(await screen.findByRole('combobox'), { target: { value: text } });

describe('the palette', () => {
  beforeEach(() => {
    localStorage.clear();
    onClose.mockClear();
  });

  it('groups hits before commands and underlines what was found', async () => {
    renderScreen(Shown, { answers: { Search: { search: found } } });
    await type('ww');
    expect(await screen.findByRole('option', { name: /王伟/ })).toHaveAttribute('aria-selected', 'true');
    expect(document.querySelector('mark')).toHaveTextContent('王伟');
    expect(screen.getByText('2 条')).toBeInTheDocument();
    expect(screen.getByRole('option', { name: '新建客户“ww”' })).toBeInTheDocument();
  });

  it('opens the chosen hit by Enter', async () => {
    const { router } = renderScreen(Shown, { answers: { Search: { search: found } } });
    await type('ww');
    await screen.findByRole('option', { name: /王伟/ });
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'ArrowDown' });
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
    expect(router.state.location.pathname === '/customers/c2' || router.latestLocation.pathname === '/customers/c2').toBe(true);
    expect(onClose).toHaveBeenCalled();
  });

  it('leaves Enter and arrows to the input method while composing', async () => {
    renderScreen(Shown, { answers: { Search: { search: found } } });
    await type('ww');
    await screen.findByRole('option', { name: /王伟/ });
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter', isComposing: true });
    expect(onClose).not.toHaveBeenCalled();
  });

  it('offers only what the viewer may do', async () => {
    renderScreen(Shown, { me: { permissions: ['audit.read'] } });
    await screen.findByRole('combobox');
    expect(screen.queryByRole('option', { name: /新建客户/ })).toBeNull();
  });
});
