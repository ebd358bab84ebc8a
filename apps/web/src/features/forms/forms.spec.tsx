import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { CreateFormDocument, FormChoicesDocument, FormDocument, FormPurposesDocument, FormProductsDocument, FormResultsDocument, FormsDocument, NamedFormProductDocument, PublishFormDocument, RetrySubmissionDocument, SetFormFramesDocument, SubmissionAnswersDocument, SubmissionsDocument, UpdateFormDocument } from './forms.documents';
import { embedCode } from './embed.code';
import { formsRoutes } from './forms.routes';
import { draftOf, freshDraft, inputOf, moved } from './form.model';
import { FormKind } from '@dossier/vocabulary/intake-enums';

const definition = { title: { zh: '展会', en: 'Fair' }, intro: null, thanks: { zh: '谢谢', en: 'Thanks' }, questions: [{ key: 'q1', kind: 'FIELD', field: 'NAME', label: { zh: '姓名', en: 'Name' }, help: null, required: true, choices: [] }], consents: [] };
const form = { id: 'f', version: 1, kind: 'FORM' as const, name: 'Fair', state: 'DRAFT' as const, path: '/f/abc', publishedNo: null, isChanged: false, draft: definition, sourceId: null, frameOrigins: [], submissionCount: 0, owner: { id: 'me', name: '周岚' }, can: ['UPDATE', 'PUBLISH', 'ARCHIVE'] };
const listed = { id: 'f', version: 1, kind: 'FORM' as const, name: 'Fair', state: 'PUBLISHED' as const, path: '/f/abc', isChanged: true, submissionCount: 3, lastSubmissionAt: '2026-11-21T00:00:00Z', createdAt: '2026-11-20T00:00:00Z', source: null, owner: { id: 'me', name: '周岚' }, can: [] };
const submission = { id: 's', version: 1, origin: 'FORM' as const, state: 'REFUSED' as const, formId: 'f', formName: 'Fair', customerId: null, code: 'INVALID_INPUT', field: 'phone', createdAt: '2026-11-21T00:00:00Z', settledAt: null, expiresAt: null, source: null, can: ['RETRY'] };
const sides = [on(FormChoicesDocument, { channels: [] }), on(FormPurposesDocument, { purposes: [] })];

afterEach(cleanup);

describe('forms', () => {
  it('says what they are for while there are none', async () => {
    await show(formsRoutes, '/forms', [on(FormsDocument, { forms: page([]) })]);
    expect(await screen.findByText('No forms yet')).toBeInTheDocument();
  });

  it('shows whether visitors see what stands here', async () => {
    await show(formsRoutes, '/forms', [on(FormsDocument, { forms: page([listed]) })]);
    expect(await screen.findByText('Changes not published')).toBeInTheDocument();
  });

  it('begins with what finds or makes a customer, and sends it without what was left empty', async () => {
    const { sent } = await show(formsRoutes, '/forms/new', [...sides, on(CreateFormDocument, { createForm: { id: 'f', version: 1 } }), on(FormDocument, { form })]);
    fireEvent.change((await screen.findAllByLabelText('Name'))[0]!, { target: { value: 'Fair' } });
    fireEvent.click(screen.getByText('Create'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'CreateForm')).toBe(true));
    const { input } = sent.find(({ operation }) => operation === 'CreateForm')!.variables as { input: { title: unknown; questions: { field: string; help: unknown }[] } };
    expect(input.title).toEqual({ zh: 'Fair', en: 'Fair' });
    expect(input.questions.map(({ field, help }) => [field, help])).toEqual([['NAME', null], ['PHONE', null], ['EMAIL', null]]);
  });

  it('makes leads where it is switched on, of a product, and says which answer is the need', async () => {
    const kept = { ...definition, lead: { productId: 'p' }, questions: [...definition.questions, { key: 'q2', kind: 'TEXT', field: null, label: { zh: '需要', en: 'Need' }, help: null, required: false, choices: [] }] };
    const products = { products: page([{ id: 'p', code: 'W-1', name: 'Filter' }]) };
    const { sent } = await show(formsRoutes, '/forms/f', [...sides, on(FormProductsDocument, products), on(NamedFormProductDocument, products), on(FormDocument, { form: { ...form, draft: kept } }), on(UpdateFormDocument, { updateForm: { id: 'f', version: 2 } })]);
    expect(await screen.findByText('Filter')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('The answer is what the lead needs'));
    fireEvent.click(screen.getByLabelText('Keep programs out'));
    fireEvent.click(screen.getByText('Save the draft'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'UpdateForm')).toBe(true));
    const { input } = sent.find(({ operation }) => operation === 'UpdateForm')!.variables as { input: { questions: { isNeed?: boolean }[] } };
    expect(input).toMatchObject({ makesLead: true, productId: 'p', captcha: true, doubleOptIn: false });
    expect(input.questions.map(({ isNeed }) => isNeed)).toEqual([undefined, true]);
  });

  it('publishes what is saved, and says why it cannot', async () => {
    await show(formsRoutes, '/forms/f', [...sides, on(FormDocument, { form }), on(PublishFormDocument, new Refusal('FORM_WITHOUT_CONTACT'))]);
    fireEvent.click(await screen.findByText('Publish'));
    expect(await screen.findByText(/A form asks for a name/)).toBeInTheDocument();
  });
});

describe('a form inside other pages', () => {
  it('is shown by the sites that are named, by a code to copy, and a change is taken back', async () => {
    const { sent } = await show(formsRoutes, '/forms/f', [...sides, on(FormDocument, { form: { ...form, frameOrigins: ['https://shop.example.com'] } }), on(SetFormFramesDocument, { setFormFrames: { id: 'f', version: 2, frameOrigins: [] } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Embed' }));
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.getByText(/^<script/u).textContent).toBe('<script src="http://localhost/embed.js" data-form="abc" data-title="Fair" async></script>\n<noscript><a href="http://localhost/f/abc">Fair</a></noscript>');
    expect(drawer.getByText('The code shows something once the form is published.')).toBeInTheDocument();
    fireEvent.keyDown(drawer.getByRole('combobox'), { key: 'Backspace', keyCode: 8, which: 8 });
    fireEvent.click(drawer.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SetFormFrames')?.variables).toEqual({ id: 'f', version: 1, origins: [] }));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.filter(({ operation }) => operation === 'SetFormFrames').at(-1)?.variables).toEqual({ id: 'f', version: 2, origins: ['https://shop.example.com'] }));
  });

  it('cannot leave its code: what is typed is text', () => {
    expect(embedCode({ home: 'https://d.example', path: '/f/abc', title: '"><img src=x>' })).not.toMatch(/<img|title=""/u);
  });
});

describe('what came in', () => {
  it('says why something was refused, without its value, and tries it again', async () => {
    const { sent } = await show(formsRoutes, '/forms/inbox', [on(SubmissionsDocument, { submissions: page([submission]) }), on(RetrySubmissionDocument, { retrySubmission: { id: 's', state: 'RECEIVED' } })]);
    expect(await screen.findByText(/The value of “phone” is not accepted/)).toBeInTheDocument();
    fireEvent.click(screen.getByText('Try again'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RetrySubmission')?.variables).toEqual({ id: 's' }));
  });

  it('shows the answers in the reader’s language', async () => {
    await show(formsRoutes, '/forms/inbox', [on(SubmissionsDocument, { submissions: page([submission]) }), on(SubmissionAnswersDocument, { submissionAnswers: [{ question: 'q1', field: null, label: { zh: '品类', en: 'Kind' }, value: { zh: '茶', en: 'Tea' } }] })]);
    fireEvent.click(await screen.findByText('See the answers'));
    expect(await screen.findByText('Tea')).toBeInTheDocument();
  });
});

describe('results', () => {
  it('stand beside the number they rest on', async () => {
    await show(formsRoutes, '/forms/f/results', [on(FormDocument, { form }), on(FormResultsDocument, { formResults: [{ key: 'q1', kind: 'CHOICE', label: { zh: '茶', en: 'Tea?' }, count: 4, mean: null, shares: [{ key: 'c1', label: { zh: '是', en: 'Yes' }, count: 3 }, { key: 'c2', label: { zh: '否', en: 'No' }, count: 1 }] }] })]);
    expect(await screen.findByText(/4 answers · few answers/)).toBeInTheDocument();
    expect(screen.getByText('3 · 75%')).toBeInTheDocument();
  });
});

describe('the model of a form', () => {
  it('goes to the server and back without a change', () => {
    const draft = freshDraft(FormKind.SURVEY);
    expect(draftOf({ name: 'x', sourceId: null, draft: inputOf({ ...draft, name: 'x' }) }).questions).toEqual(draft.questions.map((one) => ({ ...one, choices: [] })));
  });
  it('moves a question to another place', () => expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']));
});
