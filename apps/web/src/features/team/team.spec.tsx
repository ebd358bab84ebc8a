import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Refusal, renderScreen } from '../../testing/render-screen';
import { NewUserScreen } from './NewUserScreen';
import { RolesScreen } from './RolesScreen';

const roles = [{ id: 'r1', version: 1, code: 'SALES', name: '销售', nameEn: 'Sales', description: '', userCount: 7, shipped: true, grants: [{ action: 'customer.read', scope: 'TEAM', fields: { phone: 'MASKED' } }, { action: 'tag.manage', scope: 'ALL', fields: null }] }];

describe('roles', () => {
  it('say how far each action reaches and which fields are held back', async () => {
    renderScreen(RolesScreen, { answers: { Roles: { roles } } });
    const row = (await screen.findByRole('rowheader', { name: '查看客户' })).closest('tr')!;
    expect(within(row).getByText('允许到：本组')).toBeInTheDocument();
    expect(row).toHaveTextContent('电话 遮盖');
    expect(screen.getByRole('rowheader', { name: '导出客户' }).closest('tr')).toHaveTextContent('允许到：无');
  });

  it('never show what only jobs may do', async () => {
    renderScreen(RolesScreen, { language: 'en', answers: { Roles: { roles } } });
    await screen.findByRole('rowheader', { name: 'See customers' });
    expect(screen.queryByText(/System:/)).toBeNull();
  });
});

describe('a new colleague', () => {
  it('is refused on the field that the server names', async () => {
    const { asked } = renderScreen(NewUserScreen, { answers: { Roles: { roles }, Teams: { teams: [] }, InviteUser: new Refusal('INVALID_INPUT', { field: 'email', reason: '不接受' }) } });
    const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } });
    await screen.findByLabelText(/^姓名/);
    fill('姓名', '李敏');
    fill('邮箱', 'limin@example.com');
    fireEvent.click(screen.getByRole('button', { name: '发送邀请' }));
    await waitFor(() => expect(asked.some(({ operation }) => operation === 'InviteUser')).toBe(true));
    expect(await screen.findByRole('button', { name: '邮箱' })).toBeInTheDocument();
  });

  it('needs a name first: the faults are listed with their fields', async () => {
    const { asked } = renderScreen(NewUserScreen, { answers: { Roles: { roles }, Teams: { teams: [] } } });
    fireEvent.click(await screen.findByRole('button', { name: '发送邀请' }));
    expect(await screen.findByText('没有保存，请先改正 2 处：')).toBeInTheDocument();
    expect(asked.some(({ operation }) => operation === 'InviteUser')).toBe(false);
  });

  it('gets a link carried by hand where no mail can leave', async () => {
    const link = 'https://dossier.example.com/welcome#abc';
    renderScreen(NewUserScreen, { answers: { Roles: { roles }, Teams: { teams: [] }, InviteUser: { inviteUser: { link, expiresAt: '2026-11-22T08:30:00Z', user: { id: 'u9', name: '李敏' } } } } });
    const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } });
    await screen.findByLabelText(/^姓名/);
    fill('姓名', '李敏');
    fill('邮箱', 'limin@example.com');
    fireEvent.click(screen.getByRole('button', { name: '发送邀请' }));
    expect(await screen.findByLabelText('邀请链接')).toHaveValue(link);
    expect(screen.getByText(/还没有配置邮件服务/)).toBeInTheDocument();
  });

  it('is not for everybody to add', async () => {
    renderScreen(NewUserScreen, { me: { permissions: ['user.read'] } });
    expect(await screen.findByText('您没有这里的权限')).toBeInTheDocument();
  });
});
