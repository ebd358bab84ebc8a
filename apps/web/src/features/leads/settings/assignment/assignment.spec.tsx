import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, show } from '../../../../testing/show';
import { leadsRoutes } from '../../leads.routes';
import { ChosenProductsDocument, ProductsLikeDocument } from '../products.documents';
import { AssigneesDocument, AssignmentChoicesDocument, PoliciesDocument, UpdatePolicyDocument, WhoWouldGetDocument } from './assignment.documents';

const when = {
  sourceIds: ['s1'], origins: ['FORM'], productIds: ['p1'], places: [{ country: 'CN', region: '浙江', city: '杭州' }], languages: ['en'], grades: ['A'], scoreFrom: 40, scoreTo: 80, amountFrom: 100_000, amountTo: 500_050, currency: 'GBP',
  attributes: [{ name: 'size', values: ['big', 'huge'] }],
};
const rule = (over: object = {}) => ({
  name: 'Large', when, people: [{ userId: 'li', weight: 2 }], teams: [{ teamId: 'east', weight: 1 }], skills: ['solar'], languages: ['en'], byTerritory: true, byLanguage: true, poolId: null, escalateMinutes: 30, fallbackUserId: 'li', fallbackPoolId: null, ...over,
});
const nothing = { sourceIds: null, origins: null, productIds: null, places: null, languages: null, grades: null, scoreFrom: null, scoreTo: null, amountFrom: null, amountTo: null, currency: null, attributes: null };
const policy = (...rules: object[]) => ({ id: 'a1', version: 3, name: 'All', state: 'DRAFT', number: 0, can: ['UPDATE'], versions: [], rules });
const replies = (...rules: object[]) => [
  on(PoliciesDocument, { assignmentPolicies: [policy(...rules)] } as never), on(AssigneesDocument, { assignees: [{ userId: 'li', name: '李敏', openLeads: 3, whyNot: null, profile: null }] } as never),
  on(AssignmentChoicesDocument, { teams: [{ id: 'east', name: 'East' }], leadPools: [], channels: [{ id: 's1', name: 'Site' }] } as never), on(WhoWouldGetDocument, { whoWouldGet: null } as never), on(ProductsLikeDocument, { products: { nodes: [] } } as never),
  on(ChosenProductsDocument, { products: { nodes: [{ id: 'p1', code: 'P1', name: 'Boiler' }] } } as never), on(UpdatePolicyDocument, { updateAssignmentPolicy: { id: 'a1', version: 4, name: 'All' } } as never),
];
const inputOf = (sent: readonly { operation: string; variables: Record<string, unknown> }[]) => sent.find(({ operation }) => operation === 'UpdateAssignmentPolicy')?.variables['input'] as { rules: Record<string, unknown>[] } | undefined;

async function open(...rules: object[]) {
  const { sent } = await show(leadsRoutes, '/lead-settings/assignment', replies(...rules));
  fireEvent.click(await screen.findByLabelText('Edit “All”'));
  return sent;
}
const save = () => fireEvent.click(screen.getByText('Save'));

afterEach(cleanup);

describe('a rule of assignment', () => {
  it('says all that it asks for in one sentence, and is sent as it came', async () => {
    const sent = await open(rule());
    expect(await screen.findByText(/score 40 – 80; amount £1,000.00 – £5,000.50; size is big, huge → 李敏 ×2, East, who know solar, who speak English/u)).toBeInTheDocument();
    await screen.findByText(/product Boiler/u);
    fireEvent.click(screen.getByLabelText('Edit “Large”'));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByText('Done'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    save();
    await waitFor(() => expect(inputOf(sent)?.rules[0]).toEqual({
      name: 'Large', poolId: null, skills: ['solar'], languages: ['en'], byTerritory: true, byLanguage: true, escalateMinutes: 30, fallbackUserId: 'li', fallbackPoolId: null, when,
      shares: [{ userId: 'li', weight: 2 }, { teamId: 'east', weight: 1 }],
    }));
  });

  it('takes upper bounds, answers and weights', async () => {
    const sent = await open(rule({ when: nothing, escalateMinutes: null, fallbackUserId: null }));
    fireEvent.click(screen.getByLabelText('Edit “Large”'));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Score to'), { target: { value: '70' } });
    fireEvent.change(dialog.getByLabelText('Amount to'), { target: { value: '20000' } });
    fireEvent.change(await dialog.findByLabelText('Weight of East'), { target: { value: '1.5' } });
    fireEvent.click(dialog.getByText('Add one'));
    fireEvent.change(await dialog.findByLabelText('Name of the answer'), { target: { value: 'size' } });
    const values = dialog.getByLabelText('is one of');
    fireEvent.change(values, { target: { value: 'big' } });
    fireEvent.keyDown(values, { key: 'Enter', keyCode: 13 });
    fireEvent.click(dialog.getByText('Done'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    save();
    await waitFor(() => expect(inputOf(sent)?.rules[0]).toMatchObject({ when: { scoreTo: 70, amountFrom: null, amountTo: 2_000_000, currency: 'GBP', attributes: [{ name: 'size', values: ['big'] }] }, shares: [{ userId: 'li', weight: 2 }, { teamId: 'east', weight: 1.5 }] }));
  });

  it('says what is wrong with it before it is done', async () => {
    await open(rule({ when: { ...nothing, scoreFrom: 80, scoreTo: 90 }, escalateMinutes: 30, fallbackUserId: null }));
    fireEvent.click(screen.getByLabelText('Edit “Large”'));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Score to'), { target: { value: '60' } });
    fireEvent.click(dialog.getByText('Add one'));
    fireEvent.click(dialog.getByText('Done'));
    for (const said of ['The upper bound must not be below the lower one.', 'Give its name, or take the line out.', 'Give at least one value.', 'Choose to whom it is escalated, or to which pool.']) expect(await dialog.findByText(said)).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toBeInTheDocument();
  });

  it('shows what everybody can by kind, with languages by their names', async () => {
    const profile = { id: 'x', skills: ['solar'], languages: ['zh', 'en'], territories: [{ country: null, region: '浙江', city: null }], weight: 2, openCap: null, receives: true };
    const [policies, , ...rest] = replies(rule());
    await show(leadsRoutes, '/lead-settings/assignment', [policies!, on(AssigneesDocument, { assignees: [{ userId: 'li', name: '李敏', openLeads: 3, whyNot: null, profile }] } as never), ...rest]);
    expect(await screen.findByText('Skills: solar · Languages: Chinese, English · Places: 浙江 · Weight 2')).toBeInTheDocument();
  });

  it('behind one that takes every lead is told to be never asked', async () => {
    await open(rule({ name: 'Everything', when: nothing }), rule());
    expect(await screen.findByText('Never asked: “Everything” above takes every lead.')).toBeInTheDocument();
  });
});
