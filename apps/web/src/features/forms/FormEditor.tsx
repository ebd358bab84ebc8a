import { Button, Form, Input, Select } from 'antd';
import { useAsk, useMay } from '@dossier/client';
import { Icon, Section, useText } from '@dossier/ui';
import { FormKind, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { Plus } from 'lucide-react';
import { ConsentEditor } from './ConsentEditor';
import { moved, newConsent, newQuestion, type FormDraft } from './form.model';
import { FormChoicesDocument } from './forms.documents';
import { formsText } from './forms.text';
import { InBoth } from './InBoth';
import { IncomingEditor } from './IncomingEditor';
import { QuestionEditor } from './QuestionEditor';

interface EditorProps { kind: FormKind; draft: FormDraft; onChange: (draft: FormDraft) => void; fault: string | null }

/** What a form is called, what it says and what it asks. */
export function FormEditor({ kind, draft, onChange, fault }: EditorProps) {
  const t = useText(formsText);
  const change = (part: Partial<FormDraft>) => onChange({ ...draft, ...part });
  return (
    <Form layout="vertical" component="div" requiredMark={false}>
      {fault && <p role="alert" className="d-tone-error">{fault}</p>}
      <Section title={t('basics')}><Basics draft={draft} onChange={change} /></Section>
      <Section title={t('texts')} note={t('textsNote')}>
        <InBoth id="form-title" what={t('pageTitle')} words={draft.title} onChange={title => change({ title })} />
        <InBoth id="form-intro" what={t('intro')} words={draft.intro} onChange={intro => change({ intro })} rows={2} />
        <InBoth id="form-thanks" what={t('thanks')} words={draft.thanks} onChange={thanks => change({ thanks })} rows={2} />
      </Section>
      {kind === FormKind.FORM && <IncomingEditor draft={draft} onChange={change} />}
      <Questions kind={kind} draft={draft} onChange={change} />
      <Consents draft={draft} onChange={change} />
    </Form>
  );
}

type PartProps = { draft: FormDraft; onChange: (part: Partial<FormDraft>) => void };

function Basics({ draft, onChange }: PartProps) {
  const t = useText(formsText);
  const channels = useAsk(FormChoicesDocument, {}, { skip: !useMay('customer.read') }).data?.channels ?? [];
  return (
    <div className="form-line">
      <Form.Item label={t('name')} htmlFor="form-name" extra={t('nameHelp')}><Input id="form-name" maxLength={80} value={draft.name} onChange={event => onChange({ name: event.target.value })} /></Form.Item>
      <Form.Item label={t('source')} htmlFor="form-source" extra={t('sourceHelp')}>
        <Select id="form-source" value={draft.sourceId ?? ''} onChange={value => onChange({ sourceId: value || null })} options={[{ value: '', label: t('noSource') }, ...channels.map(one => ({ value: one.id, label: one.name ?? '' }))]} />
      </Form.Item>
    </div>
  );
}

function Questions({ kind, draft, onChange }: PartProps & { kind: FormKind }) {
  const t = useText(formsText);
  const { questions } = draft;
  const put = (all: FormDraft['questions']) => onChange({ questions: all });
  return (
    <Section title={t('questions')} note={String(questions.length)}>
      {questions.map((question, at) => (
        <QuestionEditor key={question.key ?? `new ${at}`} no={at + 1} makesLead={kind === FormKind.FORM && draft.makesLead} last={questions.length} question={question} taken={questions.flatMap((one, other) => (other !== at && one.field ? [one.field] : []))}
          onChange={changed => put(questions.map((one, other) => (other === at ? changed : one)))} onMove={to => put(moved(questions, at, to))} onRemove={() => put(questions.filter((_, other) => other !== at))} />
      ))}
      <div className="form-foot"><Button icon={<Icon of={Plus} />} onClick={() => put([...questions, newQuestion(kind === FormKind.SURVEY ? QuestionKind.SCALE : QuestionKind.TEXT)])}>{t('addQuestion')}</Button></div>
    </Section>
  );
}

function Consents({ draft, onChange }: PartProps) {
  const t = useText(formsText);
  const { consents } = draft;
  const put = (all: FormDraft['consents']) => onChange({ consents: all });
  return (
    <Section title={t('consents')} note={t('consentsNote')}>
      {consents.map((consent, at) => (
        <ConsentEditor key={consent.key ?? `new ${at}`} no={at + 1} consent={consent} onChange={changed => put(consents.map((one, other) => (other === at ? changed : one)))} onRemove={() => put(consents.filter((_, other) => other !== at))} />
      ))}
      <div className="form-foot"><Button icon={<Icon of={Plus} />} onClick={() => put([...consents, newConsent()])}>{t('addConsent')}</Button></div>
    </Section>
  );
}
