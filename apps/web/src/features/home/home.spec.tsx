import { describe, expect, it, beforeEach } from '@jest/globals';
import { rememberViewed, forgetViewed } from '@dossier/client';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Refusal, renderScreen } from '../../testing/render-screen';
import { HomeScreen } from './HomeScreen';

const counted = (count: number, isExact = true) => ({ count, isExact });
const answers = {
  HomeCustomers: { customerFigures: { mine: counted(12), all: counted(12_345, false), bought: counted(300), fresh: counted(5) } },
  HomeChanges: { customers: { nodes: [{ id: 'c1', version: 1, name: '王伟', companyName: '合肥云栖置业', archiveNo: 'DA-2026-000001', updatedAt: new Date().toISOString(), owner: { id: 'u1', name: '李敏' } }] } },
  HomeImports: { imports: { nodes: [{ id: 'i1', fileName: '客户.csv', state: 'COMMITTING', rowCount: 1000, createdAt: new Date().toISOString(), job: { id: 'j1', state: 'RUNNING', done: 250, total: 1000 } }] } },
  HomeBatches: { operationBatches: { nodes: [] } },
  HomeUsers: { users: { totalCount: 1 } },
  HomeTeams: { teams: [] },
  HomeViews: { savedViews: [] },
};

describe('home', () => {
  beforeEach(() => {
    localStorage.clear();
    forgetViewed();
  });

  it('shows the figures, a lower bound as one', async () => {
    renderScreen(HomeScreen, { answers });
    expect(await screen.findByText('超过 12,345')).toBeInTheDocument();
    expect(screen.getByText('12')).toBeInTheDocument();
  });

  it('lists recent changes and the work under way with its progress', async () => {
    renderScreen(HomeScreen, { answers });
    expect(await screen.findByRole('link', { name: '王伟' })).toHaveAttribute('href', '/customers/c1');
    expect(await screen.findByRole('progressbar', { name: '“客户.csv”的进度' })).toHaveAttribute('aria-valuenow', '25');
  });

  it('says what one has promised to do next, the overdue as such', async () => {
    const step = { id: 'n1', version: 1, nextStep: '寄报价单', nextOn: '2020-01-02', summary: null, can: ['FINISH'], customer: { id: 'c9', name: '林若兰', companyName: null, archiveNo: 'DA-9' } };
    const { asked } = renderScreen(HomeScreen, { answers: { ...answers, NextSteps: { communications: { nodes: [step] } }, FinishHomeStep: { finishNextStep: { id: 'n1', version: 2 } } } });
    expect(await screen.findByText('寄报价单')).toBeInTheDocument();
    expect(screen.getByText(/^逾期/u)).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('完成“林若兰”的下一步'));
    await waitFor(() => expect(JSON.stringify(asked)).toContain('FinishHomeStep'));
  });

  it('finds out which first steps are done', async () => {
    rememberViewed({ id: 'c1', kind: 'customer', title: '王伟', link: '/customers/c1' });
    renderScreen(HomeScreen, { answers });
    const list = await screen.findByText(/步中已完成 3 步/);
    expect(within(list.closest('section')!).getByRole('link', { name: '添加一位同事' })).toBeInTheDocument();
  });

  it('says what failed, with the number to report', async () => {
    renderScreen(HomeScreen, { answers: { ...answers, HomeChanges: new Refusal('UNAVAILABLE') }, language: 'en' });
    expect(await screen.findByRole('alert', {}, { timeout: 10_000 })).toHaveTextContent('7F3K2');
  });

  it('asks nothing that the viewer may not read', async () => {
    const { asked } = renderScreen(HomeScreen, { answers, me: { permissions: ['audit.read'] } });
    await screen.findByRole('heading', { level: 1 });
    expect(asked).toEqual([]);
  });
});
