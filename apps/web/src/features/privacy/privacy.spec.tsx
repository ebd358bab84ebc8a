import '@testing-library/jest-dom/jest-globals';
import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { AnswerRequestDocument, CheckIdentityDocument, ErasuresDocument, PurposesDocument, SubjectRequestsDocument } from './privacy.documents';
import { privacyRoutes } from './privacy.routes';
import { daysLeft } from './privacy.rules';

const in2Days = new Date(Date.now() + 2.5 * 86_400_000).toISOString();
const request = (change: object = {}) => ({
  id: 'r1', kind: 'RESTRICT', state: 'OPEN', clock: 'AMBER', receivedAt: '2026-01-01T00:00:00Z', dueAt: in2Days, identityCheck: null, identityCheckedAt: null, note: 'called', answer: null, answeredAt: null, answeredBy: null, can: ['ANSWER'],
  customer: { id: 'c1', name: '林同意', companyName: null, archiveNo: 'DA-1', erasedAt: null, can: ['ERASE'] }, ...change,
});
const listed = (...requests: object[]) => on(SubjectRequestsDocument, { subjectRequests: page(requests) } as never);

describe('the clock as it is shown', () => {
  const now = new Date('2026-05-10T12:00:00Z');
  it('counts whole days, and a day over from the first moment on', () => {
    expect([daysLeft('2026-05-13T13:00:00Z', now), daysLeft('2026-05-10T13:00:00Z', now), daysLeft('2026-05-10T11:00:00Z', now), daysLeft('2026-05-08T11:00:00Z', now), daysLeft(null, now)]).toEqual([3, 0, -1, -2, 0]);
  });
});

describe('the desk of requests', () => {
  it('says that there is nothing to answer', async () => {
    await show(privacyRoutes, '/privacy', [listed()]);
    expect(await screen.findByText('No open requests')).toBeInTheDocument();
  });

  it('is not for everybody', async () => {
    await show(privacyRoutes, '/privacy', [listed()], { without: ['privacy.manage'] });
    expect(await screen.findByText('This is outside your rights')).toBeInTheDocument();
  });

  it('shows what is asked, by whom and until when; checks who asks and answers', async () => {
    const { sent } = await show(privacyRoutes, '/privacy', [listed(request()), on(CheckIdentityDocument, { checkRequestIdentity: { id: 'r1', identityCheckedAt: in2Days } }), on(AnswerRequestDocument, { answerSubjectRequest: { id: 'r1', state: 'ANSWERED' } })]);
    expect(await screen.findByText('days left: 2')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Handle: Restrict · 林同意' }));
    expect(await screen.findByText('Once done, this customer is gone from every marketing use at once.')).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText('How the identity was checked'), { target: { value: 'called back' } });
    fireEvent.click(screen.getByRole('button', { name: 'Note the check' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CheckRequestIdentity')?.variables).toEqual({ id: 'r1', how: 'called back' }));
    fireEvent.change(screen.getByLabelText('Answer'), { target: { value: 'Done.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Done: answer' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'AnswerSubjectRequest')?.variables).toEqual({ id: 'r1', input: { granted: true, answer: 'Done.' } }));
  });

  it('says why an answer was refused', async () => {
    await show(privacyRoutes, '/privacy', [listed(request({ kind: 'CORRECT' })), on(AnswerRequestDocument, new Refusal('IDENTITY_UNCHECKED'))]);
    fireEvent.click(await screen.findByRole('button', { name: 'Handle: Correct · 林同意' }));
    fireEvent.change(await screen.findByLabelText('Answer'), { target: { value: 'x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Done: answer' }));
    expect(await screen.findByText('First check who is asking, and note how.')).toBeInTheDocument();
  });
});

describe('purposes and certificates', () => {
  it('shows each purpose with its basis and the notice that holds', async () => {
    await show(privacyRoutes, '/privacy/purposes', [on(PurposesDocument, { purposes: [{ id: 'p1', version: 1, code: 'MARKETING', name: '营销信息', nameEn: 'Marketing messages', legalBasis: 'CONSENT', channels: ['EMAIL'], marketing: true, can: ['UPDATE', 'ARCHIVE'], notices: [{ id: 'n2', number: 2, text: '二', textEn: 'two', createdAt: in2Days }] }] } as never)]);
    expect(await screen.findByRole('heading', { name: 'Marketing messages' })).toBeInTheDocument();
    expect(screen.getByText(/Consent · E-mail · Marketing/)).toBeInTheDocument();
    expect(screen.getByText('two')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Publish a new notice for “Marketing messages”' }));
    expect(await screen.findByLabelText('Notice in English')).toHaveValue('two');
  });

  it('shows a certificate without anything of the person', async () => {
    await show(privacyRoutes, '/privacy/erasures', [on(ErasuresDocument, { erasures: page([{ id: 'e1', customerId: 'c1', archiveNo: 'DA-7', erasedAt: in2Days, actorName: '管理员', reason: 'asked', listNumber: 7, listMark: 'mark-7', counts: [{ table: 'customer', rows: 1 }] }]) } as never)]);
    fireEvent.click(await screen.findByRole('button', { name: 'Certificate of erasure no. 7' }));
    expect(await screen.findByText('mark-7')).toBeInTheDocument();
    expect(screen.getByText('customer: 1 rows')).toBeInTheDocument();
  });
});
