import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { screen as route, type FeatureRoutes } from '@dossier/client';
import { on, page, Refusal, show } from '../../../../testing/show';
import type { CustomerRecord } from '../record.types';
import { ArchiveRelationshipDocument, ReferralsDocument, RelationGraphDocument, RelationshipsDocument } from './relations.documents';
import { placesOf, stepFrom } from './graph.walk';
import { AddHouseholdMemberDocument, ArchiveHouseholdMemberDocument, CreateHouseholdDocument, HouseholdsDocument, HouseholdSuggestionsDocument, RestoreHouseholdMemberDocument } from './households.documents';
import { RelationsTab } from './RelationsTab';

afterEach(cleanup);

const customer = { id: 'me', name: '周岚', companyName: null, archiveNo: 'DA-1', kind: 'PERSON', archivedAt: null } as unknown as CustomerRecord;
const Screen = () => <><h1>record</h1><RelationsTab customer={customer} /></>;
const routes: FeatureRoutes = (parent) => [route(parent, '/record', async () => Screen)];

const who = (id: string, name: string) => ({ id, name, companyName: null, archiveNo: `DA-${id}`, kind: 'PERSON' as const });
const relation = {
  id: 'r', version: 1, kind: 'REFERRER' as const, strength: 0.7, source: 'DECLARED' as const, basis: 'CONSENT' as const, validFrom: null, validTo: null, note: null, jobTitle: null, isMain: false, can: ['UPDATE', 'ARCHIVE'],
  fromId: 'me', toId: 'other', from: who('me', '周岚'), to: who('other', '王玮'),
};
const graph = { isCut: false, nodes: [{ id: 'me', hop: 0, customer: who('me', '周岚') }, { id: 'other', hop: 1, customer: who('other', '王玮') }], edges: [{ id: 'r', fromId: 'me', toId: 'other', kind: 'REFERRER' as const, strength: 0.7 }] };

const none = [on(HouseholdsDocument, { households: [] }), on(HouseholdSuggestionsDocument, { householdSuggestions: [] })];
const household = {
  id: 'h', version: 1, name: null, reason: 'FAMILY' as const, note: null, archivedAt: null, can: ['UPDATE', 'ADD_MEMBER', 'ARCHIVE'],
  members: [{ id: 'm', version: 1, customerId: 'me', role: 'HEAD' as const, isMain: true, validFrom: null, validTo: null, can: ['UPDATE', 'ARCHIVE'], customer: who('me', '周岚') }, { id: 'n', version: 1, customerId: 'other', role: 'CHILD' as const, isMain: false, validFrom: '2015-05-01', validTo: null, can: ['UPDATE', 'ARCHIVE'], customer: who('other', '王玮') }],
  totals: { memberCount: 2, hiddenCount: 1, orderCount: 5, netAmount: { minor: 12_300, currency: 'CNY' }, lastOrderOn: '2026-06-01' },
};

describe('relations of a customer', () => {
  it('lists each with its basis, draws the graph and counts what referrals brought', async () => {
    const { sent } = await show(routes, '/record', [
      ...none, on(RelationshipsDocument, { relationships: page([relation]) }), on(RelationGraphDocument, { relationGraph: graph }), on(ReferralsDocument, { referrals: { made: 1, bought: 1, revenue: { minor: 12_300, currency: 'CNY' } } }), on(ArchiveRelationshipDocument, new Refusal('FORBIDDEN')),
    ]);
    expect(await screen.findByText('2 customers within two steps')).toBeInTheDocument();
    expect(await screen.findByText('strength 0.7 · Told by the customer · Consent')).toBeInTheDocument();
    expect(await screen.findByText('Customers brought')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Remove the relation with 王玮'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ArchiveRelationship')?.variables).toEqual({ id: 'r' }));
  });
  it('offers a form to whoever may write, and nothing to others', async () => {
    await show(routes, '/record', [...none, on(RelationshipsDocument, { relationships: page([]) })]);
    expect(await screen.findByText('No relations yet')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Add a relation'));
    expect(await screen.findByText('Save the relation')).toBeInTheDocument();
    cleanup();
    await show(routes, '/record', [...none, on(RelationshipsDocument, { relationships: page([]) })], { without: ['relationship.write'] });
    expect(await screen.findByText('No relations yet')).toBeInTheDocument();
    expect(screen.queryByText('Add a relation')).toBeNull();
  });
});

describe('the graph by key', () => {
  const node = (id: string, hop: number) => ({ id, hop, customer: who(id, id) });
  const edge = (fromId: string, toId: string, strength: number) => ({ id: `${fromId}${toId}`, fromId, toId, kind: 'FAMILY' as const, strength });
  const walked = { isCut: false, nodes: [node('a', 0), node('b', 1), node('c', 1), node('d', 2)], edges: [edge('a', 'b', 0.4), edge('c', 'a', 0.9), edge('b', 'd', 0.5)] };
  it('leads to the strongest neighbour, beside it, and back', () => {
    expect([['a', 'ArrowDown'], ['c', 'ArrowRight'], ['c', 'ArrowLeft'], ['b', 'ArrowDown'], ['d', 'ArrowUp'], ['b', 'ArrowUp'], ['a', 'ArrowUp'], ['d', 'ArrowDown'], ['d', 'x']].map(([at, key]) => stepFrom(walked, at!, key!))).toEqual(['c', 'b', 'b', 'd', 'b', 'a', null, null, null]);
  });
  it('is drawn the same every time, nobody over anybody else', () => {
    const places = [...placesOf(walked).values()].map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`);
    expect(new Set(places).size).toBe(4);
    expect([...placesOf(walked)]).toEqual([...placesOf(walked)]);
  });
  it('moves the focus by arrows, says who it is, and opens the record', async () => {
    await show(routes, '/record', [...none, on(RelationshipsDocument, { relationships: page([relation]) }), on(RelationGraphDocument, { relationGraph: graph }), on(ReferralsDocument, { referrals: { made: 0, bought: 0, revenue: null } })]);
    const middle = await screen.findByRole('link', { name: '周岚, this customer, Relations 1' });
    middle.focus();
    fireEvent.keyDown(middle, { key: 'ArrowDown' });
    const next = screen.getByRole('link', { name: '王玮, one step, Relations 1' });
    expect(next).toHaveFocus();
    expect(next).toHaveAttribute('href', '/customers/other');
  });
});

describe('households', () => {
  it('shows members, main contact and totals, and says how many are out of reach', async () => {
    const { sent } = await show(routes, '/record', [
      on(RelationshipsDocument, { relationships: page([]) }), on(HouseholdsDocument, { households: [household] }), on(HouseholdSuggestionsDocument, { householdSuggestions: [] }),
      on(ArchiveHouseholdMemberDocument, { archiveHouseholdMember: { id: 'n', version: 2, archivedAt: '2026-11-20T00:00:00Z' } }), on(RestoreHouseholdMemberDocument, { restoreHouseholdMember: { id: 'n', version: 3, archivedAt: null } }),
    ]);
    expect(await screen.findByText('Household of 周岚')).toBeInTheDocument();
    expect(screen.getByText('1 more out of your reach, not in the totals')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Remove 王玮'));
    fireEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RestoreHouseholdMember')?.variables).toEqual({ id: 'n' }));
  });
  it('suggests, and lets a person decide', async () => {
    const { sent } = await show(routes, '/record', [
      on(RelationshipsDocument, { relationships: page([]) }), on(HouseholdsDocument, { households: [] }), on(HouseholdSuggestionsDocument, { householdSuggestions: [{ id: 'other', reasons: ['PHONE', 'NAME'], customer: who('other', '周小满') }] }),
      on(CreateHouseholdDocument, { createHousehold: { id: 'h', version: 1 } }), on(AddHouseholdMemberDocument, { addHouseholdMember: { id: 'h', version: 1 } }),
    ]);
    expect(await screen.findByText('same phone · same family name')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'New household 周小满' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'AddHouseholdMember')?.variables).toEqual({ id: 'h', member: { customerId: 'other', role: 'OTHER' } }));
    expect(sent.find(({ operation }) => operation === 'CreateHousehold')?.variables).toEqual({ input: { reason: 'PHONE' }, member: { customerId: 'me', role: 'HEAD', isMain: true } });
  });
});
