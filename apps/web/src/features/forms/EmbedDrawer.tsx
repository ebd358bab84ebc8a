import { Button, Form, Select } from 'antd';
import { useSave, type AnswerOf } from '@dossier/client';
import { Section, SideDrawer, useLanguage, useCopy, useText } from '@dossier/ui';
import { FormState } from '@dossier/vocabulary/intake-enums';
import { useState } from 'react';
import { embedCode } from './embed.code';
import { inLanguage } from './form.model';
import { SetFormFramesDocument, type FormDocument } from './forms.documents';
import { formsText } from './forms.text';

type FormOf = NonNullable<AnswerOf<typeof FormDocument>['form']>;
const REFRESHES = ['forms', 'form'];

/** Which sites may show the form inside their pages, and what those pages carry. */
export function EmbedDrawer({ form, onClose }: { form: FormOf; onClose: () => void }) {
  const t = useText(formsText);
  const kept = form.frameOrigins ?? [];
  const [origins, setOrigins] = useState<string[]>(kept);
  const back = useSave(SetFormFramesDocument, { refreshes: REFRESHES, loud: true, onDone: ({ setFormFrames: saved }) => setOrigins(saved?.frameOrigins ?? []) });
  const save = useSave(SetFormFramesDocument, {
    refreshes: REFRESHES, done: t('embedSaved'), onDone: ({ setFormFrames: saved }) => setOrigins(saved?.frameOrigins ?? []),
    undo: ({ setFormFrames: saved }) => saved && back.run({ id: form.id, version: saved.version, origins: kept }),
  });
  const isDirty = origins.join() !== kept.join();
  return (
    <SideDrawer open title={t('embedTitle', { name: form.name ?? '' })} onClose={onClose}>
      <p className="d-note">{t('embedHelp')}</p>
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('embedSites')} htmlFor="form-embed-sites" extra={t('embedSitesHelp')} validateStatus={save.errorText ? 'error' : undefined} help={save.errorText ? <span role="alert">{save.errorText}</span> : undefined}>
          <Select id="form-embed-sites" mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '\n']} value={origins} onChange={(typed: string[]) => { save.reset(); setOrigins(typed); }} />
        </Form.Item>
        <Button type={isDirty ? 'primary' : 'default'} disabled={!isDirty || save.busy} onClick={() => void save.run({ id: form.id, version: form.version, origins })}>{t('embedSave')}</Button>
      </Form>
      <Code form={form} />
    </SideDrawer>
  );
}

function Code({ form }: { form: FormOf }) {
  const t = useText(formsText);
  const copyOut = useCopy();
  const language = useLanguage();
  const { title } = (form.draft ?? {}) as { title?: unknown };
  const text = embedCode({ home: window.location.origin, path: form.path ?? '', title: inLanguage(title, language) || (form.name ?? '') });
  const copy = () => void copyOut(text, t('embedCopied'));
  return (
    <Section title={t('embedCode')} extra={<Button size="small" onClick={copy}>{t('embedCopy')}</Button>}>
      <p className="d-note">{t('embedCodeHelp', { home: window.location.origin })}</p>
      {(form.frameOrigins ?? []).length === 0 && <p className="d-note">{t('embedNone')}</p>}
      {form.state !== FormState.PUBLISHED && <p className="d-note">{t('embedDraft')}</p>}
      <pre className="d-code" tabIndex={0} aria-label={t('embedCode')}>{text}</pre>
    </Section>
  );
}
