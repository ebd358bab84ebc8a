import { Button } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { failure, Moment, useList, type AnswerOf, type RowOf } from '@dossier/client';
import { EmptyState, Icon, ListScreen, StateDot, useText, type Column } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { FormsDocument } from './forms.documents';
import { formsText } from './forms.text';
import { useWords } from './forms.words';
import { FormTabs } from './FormTabs';
import './forms.css';

type FormRow = RowOf<AnswerOf<typeof FormsDocument>>;
const TONES: Readonly<Record<string, 'ok' | 'plain' | 'warn'>> = { PUBLISHED: 'ok', CLOSED: 'plain', DRAFT: 'warn' };

/** Whether visitors can see it, and whether they see what stands here. */
export function FormMark({ state, isChanged }: { state?: string | null; isChanged?: boolean | null }) {
  const t = useText(formsText);
  const words = useWords();
  return <span className="form-mark"><StateDot tone={TONES[state ?? ''] ?? 'plain'}>{words('FormState', state)}</StateDot>{isChanged && state === 'PUBLISHED' ? <span className="d-caption">{t('changed')}</span> : null}</span>;
}

function useColumns(): Column<FormRow>[] {
  const t = useText(formsText);
  const words = useWords();
  return [
    { key: 'name', title: t('name'), render: row => <Link className="d-name" to={`/forms/${row.id}`}>{row.name}</Link> },
    { key: 'kind', title: t('kind'), render: row => words('FormKind', row.kind) },
    { key: 'state', title: t('state'), render: row => <FormMark state={row.state} isChanged={row.isChanged} /> },
    { key: 'source', title: t('source'), render: row => row.source?.name ?? t('none') },
    { key: 'count', title: t('count'), align: 'right', render: row => row.submissionCount ?? 0 },
    { key: 'last', title: t('last'), align: 'right', render: row => (row.lastSubmissionAt ? <Moment at={row.lastSubmissionAt} /> : t('none')) },
  ];
}

/** The forms and surveys, and how much has come in by each. */
export function FormListScreen() {
  const t = useText(formsText);
  const navigate = useNavigate();
  const words = useWords();
  const list = useList(FormsDocument, { sort: 'CREATED_AT', order: 'DESC' });
  const actions = (
    <>
      <Button onClick={() => void navigate({ to: '/forms/new', search: { kind: 'SURVEY' } as never })}>{t('newSurvey')}</Button>
      <Button type="primary" icon={<Icon of={Plus} />} onClick={() => void navigate({ to: '/forms/new' })}>{t('newForm')}</Button>
    </>
  );
  return (
    <ListScreen<FormRow> title={t('title')} note={t('lead')} help="forms" list={list} columns={useColumns()} unit={t('unit')} actions={actions} views={<FormTabs current="forms" />} failedText={failure}
      open={row => `/forms/${row.id}`} nameOf={row => row.name ?? ''}
      phoneRow={row => ({ title: row.name, lines: [words('FormKind', row.kind), row.source?.name], note: <FormMark state={row.state} isChanged={row.isChanged} />, value: row.submissionCount ?? 0 })}
      empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />} />
  );
}
