import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Refusal, renderScreen } from '../../testing/render-screen';
import { RolesScreen } from './RolesScreen';

const sales = {
  id: 'r1', version: 3, code: 'SALES', name: '销售', nameEn: 'Sales', description: '', userCount: 2, shipped: true, edited: false, can: ['COPY', 'UPDATE', 'RESET', 'ARCHIVE'],
  grants: [{ action: 'customer.read', scope: 'TEAM', fields: { phone: 'MASKED' } }, { action: 'tag.manage', scope: 'ALL', fields: null }],
};
const rightWords = [{ action: 'customer.read', scoped: true, maskable: true, fields: ['city', 'email', 'phone'] }, { action: 'customer.export', scoped: true, maskable: false, fields: ['city'] }];
const previewRole = {
  userCount: 2, changedCount: 1, beyond: null, leavesNobody: false,
  users: [{ id: 'u1', name: '孙浩', isProgram: false, reachBefore: 12, reachAfter: 30, changes: [{ action: 'customer.read', change: 'WIDENED', before: 'TEAM', after: 'ALL', opened: ['phone'], closed: [] }] }],
};
const answers = { Roles: { roles: [sales] }, ArchivedRoles: { roles: [] }, RightWords: { rightWords }, PreviewRole: { previewRole }, UpdateRole: { updateRole: { id: 'r1', version: 4 } } };

describe('the editor of roles', () => {
  it('says a change in words, shows what it does for whom, and only then keeps it', async () => {
    const { asked } = renderScreen(RolesScreen, { answers });
    fireEvent.click(await screen.findByLabelText('查看客户: 全公司'));
    expect(screen.getByRole('status')).toHaveTextContent('“查看客户”从本组改为全公司');
    expect(asked.some(({ operation }) => operation === 'UpdateRole')).toBe(false);
    fireEvent.click(screen.getByText('查看影响并保存'));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('孙浩')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('可见客户 12 → 30');
    expect(dialog).toHaveTextContent('放宽 查看客户 本组 → 全公司 · 开放 电话');
    fireEvent.click(within(dialog).getByText('保存 1 处改动').closest('button')!);
    await waitFor(() => expect(asked.find(({ operation }) => operation === 'UpdateRole')?.variables).toEqual({
      id: 'r1', version: 3, input: { grants: [{ action: 'customer.read', scope: 'ALL', fields: { phone: 'MASKED' } }, { action: 'tag.manage', scope: 'ALL', fields: null }] },
    }));
  });

  it('bars what cannot be given, and what would leave nobody', async () => {
    renderScreen(RolesScreen, { answers: { ...answers, PreviewRole: { previewRole: { ...previewRole, beyond: 'customer.export' } } } });
    fireEvent.click(await screen.findByLabelText('导出客户: 全公司'));
    fireEvent.click(screen.getByText('查看影响并保存'));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/您自己没有“导出客户”的长期权限/)).toBeInTheDocument();
    expect(within(dialog).getByText('保存 1 处改动').closest('button')!).toBeDisabled();
  });

  it('excepts fields by their names', async () => {
    renderScreen(RolesScreen, { answers });
    fireEvent.click(await waitFor(() => {
      const token = screen.getByText('电话 遮盖').closest('button');
      expect(token).not.toBeNull();
      return token!;
    }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText('城市')).toBeInTheDocument();
    expect(within(dialog).getByLabelText('其他字段')).toBeInTheDocument();
  });

  it('is a table to read for whoever may not edit', async () => {
    renderScreen(RolesScreen, { answers: { ...answers, Roles: { roles: [{ ...sales, can: [] }] } }, me: { permissions: ['role.read'] } });
    await screen.findByRole('rowheader', { name: '查看客户' });
    expect(screen.queryByLabelText('查看客户: 全公司')).toBeNull();
    expect(screen.queryByRole('button', { name: '新角色' })).toBeNull();
  });

  it('says why a role could not be made', async () => {
    renderScreen(RolesScreen, { answers: { ...answers, CreateRole: new Refusal('NAME_TAKEN', { field: 'name', name: '销售' }) } });
    fireEvent.click(await screen.findByRole('button', { name: '新角色' }));
    fireEvent.change(await screen.findByLabelText('名称'), { target: { value: '销售' } });
    fireEvent.click(screen.getByRole('button', { name: '建立角色' }));
    expect(await screen.findByText('“销售”已经存在。请换一个名称。')).toBeInTheDocument();
  });
});
