import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Refusal, renderScreen } from '../../testing/render-screen';
import { deviceName } from './device';
import { FactorSection } from './factor/FactorSection';
import { Sessions } from './Sessions';
import { ValueSettings } from './ValueSettings';

const at = '2026-11-22T08:00:00Z';
const session = (id: string, current: boolean) => ({ id, device: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36', network: '203.0.113.7', startedAt: at, seenAt: at, current });
const factor = (change: object = {}) => ({ mySecondFactor: { confirmedAt: null, codesLeft: 0, required: false, providers: [], ...change }, signInProvider: null });

describe('the sessions of one’s own', () => {
  it('say which one this is, and end another', async () => {
    const { asked } = renderScreen(Sessions, { language: 'en', answers: { MySessions: { mySessions: [session('s1', true), session('s2', false)] }, EndMySession: { endMySession: true } } });
    await screen.findByText('this one');
    const rows = screen.getAllByRole('listitem');
    expect(rows[0]).toHaveTextContent('Chrome · Windows');
    expect(rows[0]).toHaveTextContent('this one');
    await userEvent.click(within(rows[1]!).getByRole('button', { name: 'End' }));
    await waitFor(() => expect(asked.find(({ operation }) => operation === 'EndMySession')?.variables).toEqual({ id: 's2' }));
  });

  it('offer to end the others only where there are others', async () => {
    renderScreen(Sessions, { language: 'en', answers: { MySessions: { mySessions: [session('s1', true)] } } });
    await screen.findByText('this one');
    expect(screen.queryByRole('button', { name: 'End all others' })).toBeNull();
  });

  it('say what went wrong', async () => {
    renderScreen(Sessions, { language: 'en', answers: { MySessions: new Refusal('FORBIDDEN', { permission: 'signed-in' }) } });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});

describe('how customers are valued', () => {
  it('is read and kept in a hundred, with what it does in words', async () => {
    const { asked } = renderScreen(ValueSettings, { language: 'en', answers: { CompanyValue: { me: { id: 'me', company: { valueMargin: 0.35, valueDiscount: 0.1 } } }, UpdateCompany: { updateCompany: { name: '澄心家居' } } } });
    const margin = await screen.findByLabelText(/^Margin/u);
    expect(margin).toHaveValue('35.00');
    expect(screen.getByText(/Expected value = expected spend × margin/u)).toBeInTheDocument();
    await userEvent.clear(margin);
    await userEvent.type(margin, '42.5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked.find(({ operation }) => operation === 'UpdateCompany')?.variables).toEqual({ input: { valueMargin: 0.425, valueDiscount: 0.1 } }));
  });
});

describe('the second factor of one’s own', () => {
  it('is bound by picture and code, and gives recovery codes', async () => {
    renderScreen(FactorSection, { answers: {
      MySecondFactor: factor(), BeginFactor: { beginFactor: { secret: 'JBSWY3DPEHPK3PXP', address: 'otpauth://x', picture: 'data:image/svg+xml;base64,AA==' } },
      ConfirmFactor: { confirmFactor: { codes: ['aaaa-bbbb-cccc-dddd'] } },
    } });
    await userEvent.click(await screen.findByRole('button', { name: '开启两步验证' }));
    await userEvent.type(await screen.findByLabelText('验证器显示的 6 位数字'), '123456{Enter}');
    expect(await screen.findByText('aaaa-bbbb-cccc-dddd')).toBeInTheDocument();
  });

  it('cannot be turned off where the roles ask for it', async () => {
    renderScreen(FactorSection, { answers: { MySecondFactor: factor({ confirmedAt: at, codesLeft: 9, required: true }) } });
    expect(await screen.findByText('9 / 10')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '关闭' })).toBeNull();
    expect(screen.getByRole('button', { name: '生成新的恢复码' })).toBeInTheDocument();
  });
});

describe('the name of a device', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari · iOS'],
    ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0', 'WeChat · Android'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge · Windows'],
    ['curl/8', null], [null, null],
  ])('of %s is %s', (agent, name) => expect(deviceName(agent)).toBe(name));
});
