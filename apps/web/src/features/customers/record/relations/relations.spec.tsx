import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { screen as route, type FeatureRoutes } from '@dossier/client';
import { on, page, Refusal, show } from '../../../../testing/show';
import type { CustomerRecord } from '../record.types';
import { ArchiveRelationshipDocument, ReferralsDocument, RelationGraphDocument, RelationshipsDocument } from './relations.documents';
import { RelationsTab } from './RelationsTab';

afterEach(cleanup);

const customer = { id: 'me', name: '周岚', companyName: null, archiveNo: 'DA-1', kind: 'PERSON', archivedAt: null } as unknown as CustomerRecord;
const Screen = () => <><h1>record</h1><RelationsTab customer={customer} /></>;
const routes: FeatureRoutes = (parent) => [route(parent, '/record', async () => Screen)];

const who = (id: string, name: string) => ({ id, name, companyName: null, archiveNo: `DA-${id}`, kind: 'PERSON' as const });
const relation = {
  id: 'r', version: 1, kind: 'REFERRER' as const, strength: 0.7, source: 'DECLARED' as const, basis: 'CONSENT' as const, validFrom: null, validTo: null, note: null, can: ['UPDATE', 'ARCHIVE'],
  fromId: 'me', toId: 'other', from: who('me', '周岚'), to: who('other', '王玮'),
};
const graph = { isCut: false, nodes: [{ id: 'me', hop: 0, customer: who('me', '周岚') }, { id: 'other', hop: 1, customer: who('other', '王玮') }], edges: [{ id: 'r', fromId: 'me', toId: 'other', kind: 'REFERRER' as const, strength: 0.7 }] };

describe('relations of a customer', () => {
  it('lists each with its basis, draws the graph and counts what referrals brought', async () => {
    const { sent } = await show(routes, '/record', [
      on(RelationshipsDocument, { relationships: page([relation]) }), on(RelationGraphDocument, { relationGraph: graph }), on(ReferralsDocument, { referrals: { made: 1, bought: 1, revenue: { minor: 12_300, currency: 'CNY' } } }), on(ArchiveRelationshipDocument, new Refusal('FORBIDDEN')),
    ]);
    expect(await screen.findByText('2 customers within two steps')).toBeInTheDocument();
    expect(await screen.findByText('strength 0.7 · Told by the customer · Consent')).toBeInTheDocument();
    expect(await screen.findByText('Customers brought')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Remove the relation with 王玮'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ArchiveRelationship')?.variables).toEqual({ id: 'r' }));
  });
  it('offers a form to whoever may write, and nothing to others', async () => {
    await show(routes, '/record', [on(RelationshipsDocument, { relationships: page([]) })]);
    expect(await screen.findByText('No relations yet')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Add a relation'));
    expect(await screen.findByText('Save the relation')).toBeInTheDocument();
    cleanup();
    await show(routes, '/record', [on(RelationshipsDocument, { relationships: page([]) })], { without: ['relationship.write'] });
    expect(await screen.findByText('No relations yet')).toBeInTheDocument();
    expect(screen.queryByText('Add a relation')).toBeNull();
  });
});
