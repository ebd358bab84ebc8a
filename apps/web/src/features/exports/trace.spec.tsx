import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { Refusal, renderScreen } from '../../testing/render-screen';
import { TraceScreen } from './TraceScreen';

const ID = '0199dead-0000-7000-8000-0123456789ab';
const found = { id: ID, mark: ID, isProven: true, exportedBy: '周岚', onBehalfOf: '李敏', exportedAt: '2026-11-21T08:00:00Z', list: 'customers', format: 'CSV', rowCount: 1200, clear: true, reason: 'Mailing' };
const type = (text: string) => {
  fireEvent.change(screen.getByLabelText('Or type an export number, or paste a piece of it'), { target: { value: text } });
  fireEvent.click(screen.getByRole('button', { name: 'Look up' }));
};

afterEach(cleanup);

describe('a file that was found outside', () => {
  it('is traced to whoever exported it, by its number', async () => {
    const { asked } = renderScreen(TraceScreen, { language: 'en', answers: { TracedExports: { tracedExports: [found] } } });
    await screen.findByRole('heading', { name: 'Trace', level: 1 });
    type(`found: ${ID}`);
    expect(await screen.findByText('周岚 · in the place of 李敏')).toBeInTheDocument();
    expect(screen.getByText(/Customers · CSV · 1,?200 rows · in clear · Mailing/)).toBeInTheDocument();
    expect(screen.getByText('certain')).toBeInTheDocument();
    expect(asked.find(({ operation }) => operation === 'TracedExports')?.variables).toEqual({ marks: [ID] });
  });

  it('says that there is no mark, that nobody knows it, and what failed', async () => {
    const view = renderScreen(TraceScreen, { language: 'en', answers: { TracedExports: { tracedExports: [] } } });
    await screen.findByRole('heading', { name: 'Trace', level: 1 });
    type('王伟 杭州');
    expect(await screen.findByText('No mark and no number in it')).toBeInTheDocument();
    expect(view.asked).toEqual([]);
    type('3456ab');
    expect(await screen.findByText('There is no such export')).toBeInTheDocument();
    cleanup();
    renderScreen(TraceScreen, { language: 'en', answers: { TracedExports: new Refusal('INTERNAL') } });
    await screen.findByRole('heading', { name: 'Trace', level: 1 });
    type('3456ab');
    expect(await screen.findByRole('alert')).toHaveTextContent('7F3K2');
  });

  it('is nobody’s affair who may not approve exports', async () => {
    const { asked } = renderScreen(TraceScreen, { language: 'en', me: { permissions: ['customer.read'] } });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Look up' })).toBeNull());
    expect(asked).toEqual([]);
  });
});
