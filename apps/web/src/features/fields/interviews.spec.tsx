import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, Refusal, show } from '../../testing/show';
import { fieldsRoutes } from './fields.routes';
import { AllInterviewTemplatesDocument, ArchiveInterviewTemplateDocument, CreateInterviewTemplateDocument, RestoreInterviewTemplateDocument, UpdateInterviewTemplateDocument } from './interviews.documents';

afterEach(cleanup);

const template = (id: string, title: string, more: object = {}) => ({ id, version: 3, title, questions: ['Why us?', 'Which budget?'], archivedAt: null, can: ['UPDATE', 'ARCHIVE'], ...more });

describe('interview templates', () => {
  it('says what they are for while there are none, and is closed without the word', async () => {
    await show(fieldsRoutes, '/fields/interviews', [on(AllInterviewTemplatesDocument, { interviewTemplates: [] })]);
    expect(await screen.findByText('No interview templates yet')).toBeInTheDocument();
    cleanup();
    const { sent } = await show(fieldsRoutes, '/fields/interviews', [], { without: ['interview.manage'] });
    expect(sent).toEqual([]);
  });

  it('is where whoever shapes interviews alone begins', async () => {
    await show(fieldsRoutes, '/fields', [on(AllInterviewTemplatesDocument, { interviewTemplates: [template('a', 'First interview')] })], { without: ['field.manage'] });
    expect(await screen.findByText('First interview')).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Custom fields' })).toBeNull();
  });

  it('adds one with its questions in their order, and lays a refusal beside it', async () => {
    const { sent } = await show(fieldsRoutes, '/fields/interviews', [on(AllInterviewTemplatesDocument, { interviewTemplates: [] }), on(CreateInterviewTemplateDocument, new Refusal('NAME_TAKEN', { field: 'title', name: 'First' }))]);
    fireEvent.click(screen.getByText('Add a template'));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: ' First ' } });
    fireEvent.change(dialog.getByLabelText('Question 1'), { target: { value: 'Which budget?' } });
    fireEvent.click(dialog.getByText('Add a question'));
    fireEvent.change(await dialog.findByLabelText('Question 2'), { target: { value: 'Why us?' } });
    fireEvent.click(dialog.getByLabelText('Move question 2 up'));
    fireEvent.click(dialog.getByRole('button', { name: 'Add a template' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateInterviewTemplate')?.variables).toEqual({ input: { title: 'First', questions: ['Why us?', 'Which budget?'] } }));
    expect(await dialog.findByRole('alert')).toBeInTheDocument();
  });

  const standing = [template('a', 'First'), template('b', 'Old one', { archivedAt: '2026-01-01T00:00:00Z', can: ['RESTORE'] })];

  it('changes one as it stands', async () => {
    const { sent } = await show(fieldsRoutes, '/fields/interviews', [on(AllInterviewTemplatesDocument, { interviewTemplates: standing }), on(UpdateInterviewTemplateDocument, { updateInterviewTemplate: { id: 'a', version: 4, title: 'First' } })]);
    fireEvent.click(await screen.findByLabelText('Edit “First”'));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByLabelText('Take question 1 away'));
    fireEvent.click(dialog.getByText('Save'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'UpdateInterviewTemplate')?.variables).toEqual({ id: 'a', version: 3, input: { title: 'First', questions: ['Which budget?'] } }));
  });

  it('archives with a way back, and takes archived ones back', async () => {
    const { sent } = await show(fieldsRoutes, '/fields/interviews', [
      on(AllInterviewTemplatesDocument, { interviewTemplates: standing }),
      on(ArchiveInterviewTemplateDocument, { archiveInterviewTemplate: { id: 'a', archivedAt: '2026-01-01T00:00:00Z' } }), on(RestoreInterviewTemplateDocument, { restoreInterviewTemplate: { id: 'a', archivedAt: null } }),
    ]);
    const restored = () => sent.filter(({ operation }) => operation === 'RestoreInterviewTemplate').map(({ variables }) => variables);
    fireEvent.click(await screen.findByLabelText('Archive “First”'));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(restored()).toEqual([{ id: 'a' }]));
    fireEvent.click(screen.getByLabelText('Restore “Old one”'));
    await waitFor(() => expect(restored()).toEqual([{ id: 'a' }, { id: 'b' }]));
  });
});
