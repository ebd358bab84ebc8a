import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderScreen } from '../../testing/render-screen';
import { UserLimits } from './UserLimits';

const none = { approvalAbove: null, clearAbove: null, revealsPerHour: null, mark: null };
const house = { id: 'h', version: 1, roleId: null, userId: null, ...none, rowsPerDay: 1_000_000, opensPerHour: 500 };
const role = { id: 'r', version: 1, roleId: 'r1', userId: null, ...none, rowsPerDay: 5_000, opensPerHour: 100 };
const own = { id: 'o', version: 1, roleId: null, userId: 'u1', ...none, rowsPerDay: 7, opensPerHour: null };
const user = { id: 'u1', name: '李敏', roles: [{ id: 'r1' }] };
const Screen = () => <UserLimits user={user} />;

describe('the bounds of a colleague', () => {
  it('are those of the house, of a role, or their own, and say which', async () => {
    for (const [limits, words] of [[[house], ['from the company', '1,000,000']], [[house, role], ['from their roles', '5,000']], [[house, role, own], ['their own', '7']]] as const) {
      const { unmount } = renderScreen(Screen, { language: 'en', answers: { UserLimits: { exportLimits: limits } } });
      for (const word of words) expect(await screen.findByText(word)).toBeInTheDocument();
      unmount();
    }
  });

  it('are set for one person alone, and taken away again', async () => {
    const { asked } = renderScreen(Screen, { language: 'en', answers: { UserLimits: { exportLimits: [house, own] }, SetUserLimit: { setExportLimit: { id: 'o', version: 2 } }, RemoveUserLimit: { removeExportLimit: true } } });
    fireEvent.click(await screen.findByRole('button', { name: 'Set bounds of their own' }));
    fireEvent.change(await screen.findByLabelText('Records opened an hour'), { target: { value: '60' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the changes' }));
    await waitFor(() => expect(asked.find(({ operation }) => operation === 'SetUserLimit')?.variables).toEqual({ input: { userId: 'u1', rowsPerDay: 7, approvalAbove: null, clearAbove: null, opensPerHour: 60, revealsPerHour: null, mark: null } }));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove their own' }));
    await waitFor(() => expect(asked.find(({ operation }) => operation === 'RemoveUserLimit')?.variables).toEqual({ id: 'o' }));
  });

  it('are shown to whoever approves exports, and changed by whoever runs the company', async () => {
    const { asked } = renderScreen(Screen, { language: 'en', me: { permissions: ['user.manage'] }, answers: { UserLimits: { exportLimits: [house] } } });
    await waitFor(() => expect(screen.queryByText('from the company')).toBeNull());
    expect(asked).toEqual([]);
    const view = renderScreen(Screen, { language: 'en', me: { permissions: ['export.approve'] }, answers: { UserLimits: { exportLimits: [house] } } });
    expect(await view.findByText('from the company')).toBeInTheDocument();
    expect(view.queryByRole('button', { name: 'Set bounds of their own' })).toBeNull();
  });
});
