import { ColleaguesDocument, CustomerWordsDocument } from '@dossier/client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { CustomerDocument } from './customers.documents';
import { customersRoutes } from './customers.routes';
import {
  AddFeedbackDocument, AddNeedDocument, AnswerFeedbackDocument, ArchiveCommunicationDocument, CommunicationsDocument, FeedbackDocument, FinishNextStepDocument, NeedsDocument, OpenNoteDocument, RecordCommunicationDocument,
  RestoreCommunicationDocument, SetRecordStatusDocument, SignOffDocument, TimelineDocument, TimelineKindsDocument,
} from './record/archive/archive.documents';
import type { Communication, Entry, Feedback, Need } from './record/archive/useArchive';
// Fetched when they are opened: here before, so that no test waits for it.
import './record/archive/CommunicationTab';
import './record/archive/FeedbackTab';
import './record/archive/HeadMenus';
import './record/archive/LogDrawer';
import './record/archive/NeedsTab';
import './record/archive/SignOffPanel';
import './record/archive/TimelineTab';
import type { CustomerRecord } from './record/record.types';

const customer = {
  id: '1', version: 4, archiveNo: 'DA-2026-000001', kind: 'PERSON', name: '王伟', archivedAt: null, recordStatus: 'ACTIVE', signOffs: [], demo: false, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-02-01T00:00:00Z',
  tagIds: [], tags: [], identities: [], months: [], can: ['UPDATE', 'LOG', 'ADD_NEED', 'ADD_FEEDBACK', 'SIGN', 'SET_STATUS', 'PRINT'],
} as unknown as CustomerRecord;
const talk: Communication = {
  id: 'c', version: 1, kind: 'VISIT', direction: 'OUTGOING', at: '2026-11-20T02:00:00Z', contactName: null, summary: '看了样品', hasNote: true, outcome: 'INTERESTED', nextStep: '寄报价', nextOn: '2020-01-02', nextState: 'OPEN',
  templateId: null, archivedAt: null, can: ['UPDATE', 'FINISH', 'ARCHIVE'], answers: [], author: { id: 'me', name: '周岚' }, files: [{ id: 'f', name: '合同.pdf', size: 10, mediaType: 'application/pdf', url: '/api/communications/files/f' }],
};
const about = (record: CustomerRecord = customer) => [on(CustomerDocument, { customer: record }), on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [] } })];

afterEach(cleanup);

describe('the archive: communication', () => {
  it('writes a visit down in four clicks, the next day in words', async () => {
    const { sent } = await show(customersRoutes, '/customers/1?tab=communication', [...about(), on(CommunicationsDocument, { communications: page([talk]) }), on(RecordCommunicationDocument, { recordCommunication: { id: 'n', version: 1 } })]);
    fireEvent.click((await screen.findByText('Log contact')));
    const drawer = within(await screen.findByRole('dialog'));
    fireEvent.click(await drawer.findByText('Visit'));
    fireEvent.change(drawer.getByLabelText('What was said'), { target: { value: '谈妥' } });
    fireEvent.click(drawer.getByText('In 3 days'));
    fireEvent.click(drawer.getByText('Save'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RecordCommunication')).toBe(true));
    const { customerId, input } = sent.find(({ operation }) => operation === 'RecordCommunication')!.variables as { customerId: string; input: Record<string, unknown> };
    expect(customerId).toBe('1');
    expect(input).toMatchObject({ kind: 'VISIT', summary: '谈妥' });
    expect(input['nextOn']).toMatch(/^\d{4}-\d\d-\d\d$/u);
  });
  it('opens by its key, and refuses a day that it cannot read', async () => {
    const { sent } = await show(customersRoutes, '/customers/1', about());
    await screen.findByText('Log contact');
    fireEvent.keyDown(window, { key: 'n' });
    const drawer = within(await screen.findByRole('dialog'));
    fireEvent.change(drawer.getByLabelText('Next date'), { target: { value: 'soonish' } });
    fireEvent.click(drawer.getByText('Save'));
    expect((await drawer.findAllByText(/This day cannot be read/u)).length).toBeGreaterThan(0);
    expect(sent.some(({ operation }) => operation === 'RecordCommunication')).toBe(false);
  });
  it('shows a late next step, opens the private note by an act of its own, and archives with the way back', async () => {
    const replies = [
      ...about(), on(CommunicationsDocument, { communications: page([talk]) }), on(OpenNoteDocument, { openNote: '预算有限' }),
      on(ArchiveCommunicationDocument, { archiveCommunication: { id: 'c', version: 2, archivedAt: '2026-11-22T00:00:00Z' } }), on(RestoreCommunicationDocument, { restoreCommunication: { id: 'c', version: 3, archivedAt: null } }),
    ];
    const { sent } = await show(customersRoutes, '/customers/1?tab=communication', replies);
    expect(await screen.findByText(/overdue since/u)).toBeInTheDocument();
    expect(screen.getByText('合同.pdf')).toHaveAttribute('href', '/api/communications/files/f');
    fireEvent.click(screen.getByText('Open private note'));
    expect(await screen.findByText('预算有限')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Archive'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'ArchiveCommunication')).toBe(true));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RestoreCommunication')).toBe(true));
  });
  it('has a next step done with one click', async () => {
    const { sent } = await show(customersRoutes, '/customers/1?tab=communication', [...about(), on(CommunicationsDocument, { communications: page([talk]) }), on(FinishNextStepDocument, { finishNextStep: { id: 'c', version: 2, nextState: 'DONE' } })]);
    fireEvent.click(await screen.findByText('Done'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'FinishNextStep')?.variables).toEqual({ id: 'c' }));
  });
  it('offers nothing to write where the reader may only read', async () => {
    await show(customersRoutes, '/customers/1?tab=communication', [...about({ ...customer, can: [] }), on(CommunicationsDocument, { communications: page([]) })]);
    expect(await screen.findByText('Nothing logged yet')).toBeInTheDocument();
    expect(screen.queryByText('Log contact')).toBeNull();
  });
});

describe('the archive: needs and feedback', () => {
  const need: Need = {
    id: 'n', version: 1, kind: 'LATENT', statement: '车险', category: null, confidence: 0.6, status: 'OPEN', priority: 'HIGH', budgetMin: { minor: 100000, currency: 'GBP' }, budgetMax: null, expectedOn: null, createdAt: '2026-11-20T00:00:00Z', can: [],
    evidence: [{ kind: 'TEXT', refId: null, text: '保险快到期' }, { kind: 'ORDER', refId: 'o', text: null }], author: { id: 'me', name: '周岚' },
  };
  it('shows what a latent need rests on and how sure it is', async () => {
    await show(customersRoutes, '/customers/1?tab=latent', [...about(), on(NeedsDocument, { customerNeeds: page([need]) })]);
    expect(await screen.findByText('车险')).toBeInTheDocument();
    expect(screen.getByText(/60% sure · Budget £1,000/u)).toBeInTheDocument();
    expect(screen.getByText('保险快到期')).toBeInTheDocument();
    expect(screen.getByText('an order')).toHaveAttribute('href', '/orders/o');
  });
  it('writes a need down', async () => {
    const { sent } = await show(customersRoutes, '/customers/1?tab=needs', [...about(), on(NeedsDocument, { customerNeeds: page([]) }), on(CommunicationsDocument, { communications: page([]) }), on(AddNeedDocument, { addNeed: { id: 'x', version: 1 } })]);
    fireEvent.click(await screen.findByText('Add need'));
    const drawer = within(await screen.findByRole('dialog'));
    fireEvent.change(drawer.getByLabelText(/^Need/u), { target: { value: '三居室' } });
    fireEvent.click(drawer.getByText('Save'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'AddNeed')?.variables).toMatchObject({ customerId: '1', input: { statement: '三居室', kind: 'EXPLICIT', priority: 'MEDIUM' } }));
  });
  it('takes down a complaint and answers it', async () => {
    const complaint: Feedback = { id: 'b', version: 1, kind: 'COMPLAINT', at: '2026-11-20T02:00:00Z', score: 3, productName: null, text: '送货慢', status: 'OPEN', answer: null, answeredAt: null, can: ['ANSWER', 'UPDATE'], channel: null, answerer: null, author: null };
    const { sent } = await show(customersRoutes, '/customers/1?tab=feedback', [...about(), on(FeedbackDocument, { customerFeedback: page([complaint]) }), on(AnswerFeedbackDocument, { answerFeedback: { id: 'b', version: 2 } }), on(AddFeedbackDocument, { addFeedback: { id: 'y', version: 1 } })]);
    fireEvent.click(await screen.findByText('Answer'));
    fireEvent.change(screen.getByLabelText('Answer'), { target: { value: '已补偿' } });
    fireEvent.click(screen.getByText('Save'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'AnswerFeedback')?.variables).toEqual({ id: 'b', answer: '已补偿' }));
  });
});

describe('the archive: timeline, signatures and status', () => {
  const entry = (given: Partial<Entry>): Entry => ({ id: 'e', rowId: 'r', at: '2026-11-20T02:00:00Z', kind: 'ORDER', what: 'SALE', title: 'C1', text: null, amount: null, online: null, actor: null, changes: null, ...given });
  it('mixes what happened, by month, and leaves kinds out', async () => {
    const entries = [
      entry({ id: 'ORDER:r', amount: { minor: -8136, currency: 'GBP' }, what: 'REFUND' }), entry({ id: 'COMMUNICATION:c', kind: 'COMMUNICATION', what: 'CALL', title: null, text: '问候', online: true, actor: { id: 'me', name: '周岚' } }),
      entry({ id: 'CONSENT:k', kind: 'CONSENT', what: 'GIVEN', title: 'MARKETING', text: 'WECHAT' }),
      entry({ id: 'CHANGE:1', at: '2026-10-20T02:00:00Z', kind: 'CHANGE', what: 'UPDATE', title: 'Customer', changes: [{ field: 'stage', before: 'PROSPECT', after: 'ACTIVE' }] }),
    ];
    const { sent } = await show(customersRoutes, '/customers/1?tab=timeline', [...about(), on(TimelineKindsDocument, { timelineKinds: ['ORDER', 'COMMUNICATION', 'CHANGE'] }), on(TimelineDocument, { customerTimeline: page(entries) })]);
    expect(await screen.findByText('−£81.36')).toBeInTheDocument();
    expect(screen.getByText('问候')).toBeInTheDocument();
    expect(screen.getByText('online')).toBeInTheDocument();
    expect(screen.getByText('WeChat')).toBeInTheDocument();
    expect(screen.getByText('Stage: Prospect → Active')).toBeInTheDocument();
    expect(screen.getByText('Oct 2026')).toBeInTheDocument();
    fireEvent.click(await screen.findByLabelText('Communication'));
    await waitFor(() => expect(sent.filter(({ operation }) => operation === 'CustomerTimeline').at(-1)?.variables).toMatchObject({ kinds: ['COMMUNICATION'] }));
  });
  it('says who signed and that a signed field was changed since, and stamps what stands', async () => {
    const signOffs = [{ id: 's', section: 'BASIC' as const, signedAt: '2026-11-01T00:00:00Z', signedName: '李敏', customerVersion: 3, changed: true }];
    const { sent } = await show(customersRoutes, '/customers/1', [...about({ ...customer, signOffs }), on(SignOffDocument, { signOffCustomer: { id: '1', version: 4, signOffs: [] } })]);
    expect(await screen.findByText('changed since sign-off')).toBeInTheDocument();
    expect(screen.queryByText('VERIFIED')).toBeNull();
    fireEvent.click(screen.getByText('Sign again'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SignOffCustomer')?.variables).toEqual({ id: '1', section: 'BASIC' }));
    cleanup();
    await show(customersRoutes, '/customers/1', about({ ...customer, signOffs: [{ ...signOffs[0]!, changed: false }] }));
    expect(await screen.findByText('VERIFIED')).toBeInTheDocument();
  });
  it('changes the status of the record with the way back, and offers paper to who may print', async () => {
    const { sent } = await show(customersRoutes, '/customers/1', [...about(), on(SetRecordStatusDocument, ({ status }) => ({ setRecordStatus: { id: '1', version: 5, recordStatus: status } }))]);
    fireEvent.click(await screen.findByText('Record status'));
    fireEvent.click(await screen.findByText('Dormant'));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.filter(({ operation }) => operation === 'SetRecordStatus').map(({ variables }) => variables['status'])).toEqual(['DORMANT', 'ACTIVE']));
    fireEvent.click(screen.getByText('Print'));
    expect(await screen.findByText('Download PDF (Chinese)')).toBeInTheDocument();
  });
});
