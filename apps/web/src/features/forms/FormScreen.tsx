import { Button } from 'antd';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { failure, useAsk, useSave, type AnswerOf } from '@dossier/client';
import { Failed, Page, useCopy, useText, Waiting } from '@dossier/ui';
import { FormKind, FormState } from '@dossier/vocabulary/intake-enums';
import { useMemo, useState } from 'react';
import { EmbedDrawer } from './EmbedDrawer';
import { draftOf, freshDraft, inputOf, type FormDraft } from './form.model';
import { FormEditor } from './FormEditor';
import { FormMark } from './FormListScreen';
import { ArchiveFormDocument, CloseFormDocument, CreateFormDocument, FormDocument, PublishFormDocument, RestoreFormDocument, UpdateFormDocument } from './forms.documents';
import { formsText } from './forms.text';
import './forms.css';

type FormOf = NonNullable<AnswerOf<typeof FormDocument>['form']>;
const crumbsOf = (title: string) => [{ label: title, to: '/forms' }];
const REFRESHES = ['forms', 'form'];

/** A new form or survey: it is a draft until it is published. */
export function NewFormScreen() {
  const t = useText(formsText);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { kind?: string };
  const kind = search.kind === FormKind.SURVEY ? FormKind.SURVEY : FormKind.FORM;
  const [draft, setDraft] = useState(() => freshDraft(kind));
  const create = useSave(CreateFormDocument, { refreshes: ['forms'], onDone: (answer) => answer.createForm && navigate({ to: `/forms/${answer.createForm.id}`, replace: true }) });
  return (
    <Page title={t(kind === FormKind.SURVEY ? 'newSurvey' : 'newForm')} crumbs={crumbsOf(t('title'))} help="forms"
      actions={<Button type="primary" disabled={create.busy} onClick={() => void create.run({ kind, input: inputOf(draft) })}>{t('create')}</Button>}>
      <FormEditor kind={kind} draft={draft} onChange={setDraft} fault={create.errorText} />
    </Page>
  );
}

/** One form: what it asks, and whether visitors see it. */
export function FormScreen() {
  const t = useText(formsText);
  const { id } = useParams({ strict: false }) as { id: string };
  const ask = useAsk(FormDocument, { id });
  const [embedding, setEmbedding] = useState(false);
  const form = ask.data?.form;
  // The drawer stands above the editor, which begins anew with each version.
  if (form) return <><FormBody key={`${form.id} ${form.version}`} form={form} onEmbed={() => setEmbedding(true)} />{embedding && <EmbedDrawer form={form} onClose={() => setEmbedding(false)} />}</>;
  return (
    <Page title={t('title')} crumbs={crumbsOf(t('title'))} help="forms">
      {ask.isPending && <Waiting rows={8} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
    </Page>
  );
}

function FormBody({ form, onEmbed }: { form: FormOf; onEmbed: () => void }) {
  const t = useText(formsText);
  const kept = useMemo(() => draftOf(form), [form]);
  const [draft, setDraft] = useState<FormDraft>(kept);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(kept);
  const update = useSave(UpdateFormDocument, { refreshes: REFRESHES, done: t('saved') });
  const save = () => update.run({ id: form.id, version: form.version, input: inputOf(draft) });
  const note = <span className="form-mark"><FormMark state={form.state} isChanged={form.isChanged} />{isDirty && <span className="d-caption">{t('unsaved')}</span>}{form.kind === FormKind.SURVEY && <span className="d-caption">{t('surveyHint')}</span>}</span>;
  return (
    <Page title={form.name ?? ''} crumbs={crumbsOf(t('title'))} help="forms" note={note}
      actions={<><StateVerbs form={form} isDirty={isDirty} onEmbed={onEmbed} />{(form.can ?? []).includes('UPDATE') && <Button type={isDirty ? 'primary' : 'default'} disabled={update.busy || !isDirty} onClick={() => void save()}>{t('save')}</Button>}</>}>
      <FormEditor kind={(form.kind ?? FormKind.FORM) as FormKind} draft={draft} onChange={setDraft} fault={update.errorText} />
    </Page>
  );
}

/** Publish, close and archive, each only where it makes sense; and the page's address. */
function StateVerbs({ form, isDirty, onEmbed }: { form: FormOf; isDirty: boolean; onEmbed: () => void }) {
  const t = useText(formsText);
  const navigate = useNavigate();
  const copyOut = useCopy();
  const options = { loud: true, refreshes: REFRESHES };
  const reopen = useSave(PublishFormDocument, options);
  const unpublish = useSave(CloseFormDocument, options);
  const publish = useSave(PublishFormDocument, { ...options, done: (answer) => t('published', { no: answer.publishForm?.publishedNo ?? 1 }), undo: () => unpublish.run({ id: form.id }) });
  const close = useSave(CloseFormDocument, { ...options, done: t('closed'), undo: () => reopen.run({ id: form.id }) });
  const restore = useSave(RestoreFormDocument, options);
  const archive = useSave(ArchiveFormDocument, { ...options, done: t('archived', { name: form.name ?? '' }), undo: () => restore.run({ id: form.id }), onDone: () => navigate({ to: '/forms' }) });
  const can = (action: string) => (form.can ?? []).includes(action);
  const isOpen = form.state === FormState.PUBLISHED;
  const address = `${window.location.origin}${form.path ?? ''}`;
  const copy = () => void copyOut(address, t('copied'));
  return (
    <>
      {isOpen && form.kind === FormKind.FORM && <Button href={address} target="_blank" rel="noreferrer">{t('open')}</Button>}
      {isOpen && form.kind === FormKind.FORM && <Button onClick={copy}>{t('copy')}</Button>}
      {form.kind === FormKind.FORM && can('UPDATE') && <Button disabled={isDirty} onClick={onEmbed}>{t('embed')}</Button>}
      {form.kind === FormKind.SURVEY && <Button onClick={() => void navigate({ to: `/forms/${form.id}/results` })}>{t('results')}</Button>}
      {can('ARCHIVE') && <Button disabled={archive.busy} onClick={() => void archive.run({ id: form.id })}>{t('archive')}</Button>}
      {can('CLOSE') && <Button disabled={close.busy} onClick={() => void close.run({ id: form.id })}>{t('close')}</Button>}
      {can('PUBLISH') && !isDirty && (!isOpen || form.isChanged) && <Button type="primary" disabled={publish.busy} onClick={() => void publish.run({ id: form.id })}>{t(isOpen ? 'publishChanges' : 'publish')}</Button>}
    </>
  );
}
