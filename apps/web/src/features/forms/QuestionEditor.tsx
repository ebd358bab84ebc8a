import { Button, Checkbox, Form, Input, Select } from 'antd';
import { Icon, useText } from '@dossier/ui';
import { FormField, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ChoiceDraft, QuestionDraft } from './form.model';
import { formsText } from './forms.text';
import { InBoth } from './InBoth';
import { useWords } from './forms.words';

interface QuestionProps { no: number; last: number; makesLead: boolean; question: QuestionDraft; taken: readonly FormField[]; onChange: (question: QuestionDraft) => void; onMove: (to: number) => void; onRemove: () => void }

/** One question: what it asks for, its words, and whether it must be answered. */
export function QuestionEditor({ no, last, makesLead, question, taken, onChange, onMove, onRemove }: QuestionProps) {
  const t = useText(formsText);
  const words = useWords();
  const id = `form-question-${no}`;
  const change = (part: Partial<QuestionDraft>) => onChange({ ...question, ...part });
  const name = t('question', { no });
  return (
    <fieldset className="form-question" aria-label={name}>
      <div className="form-question-head">
        <b>{name}</b>
        <span className="form-verbs">
          <Button size="small" icon={<Icon of={ArrowUp} />} disabled={no === 1} aria-label={t('up', { no })} onClick={() => onMove(no - 2)} />
          <Button size="small" icon={<Icon of={ArrowDown} />} disabled={no === last} aria-label={t('down', { no })} onClick={() => onMove(no)} />
          <Button size="small" icon={<Icon of={Trash2} />} aria-label={t('removeQuestion', { no })} onClick={onRemove} />
        </span>
      </div>
      <div className="form-line">
        <Form.Item label={t('questionKind')} htmlFor={`${id}-kind`}>
          <Select id={`${id}-kind`} value={question.kind} options={Object.values(QuestionKind).map(kind => ({ value: kind, label: words('QuestionKind', kind) }))}
            onChange={kind => change({ kind, field: null, choices: kind === QuestionKind.CHOICE && question.choices.length < 2 ? [{ zh: '', en: '' }, { zh: '', en: '' }] : question.choices })} />
        </Form.Item>
        {question.kind === QuestionKind.FIELD && (
          <Form.Item label={t('field')} htmlFor={`${id}-field`}>
            <Select id={`${id}-field`} value={question.field ?? undefined} options={Object.values(FormField).map(field => ({ value: field, label: words('FormField', field), disabled: taken.includes(field) }))} onChange={field => change({ field })} />
          </Form.Item>
        )}
      </div>
      <InBoth id={`${id}-label`} what={t('label')} words={question.label} onChange={label => change({ label })} />
      <InBoth id={`${id}-help`} what={t('help')} words={question.help} onChange={help => change({ help })} />
      {question.kind === QuestionKind.CHOICE && <Choices id={id} choices={question.choices} onChange={choices => change({ choices })} />}
      <Checkbox checked={question.required} onChange={event => change({ required: event.target.checked })}>{t('required')}</Checkbox>
      {makesLead && question.kind === QuestionKind.TEXT && <Checkbox checked={question.isNeed ?? false} onChange={event => change({ isNeed: event.target.checked })}>{t('isNeed')}</Checkbox>}
    </fieldset>
  );
}

function Choices({ id, choices, onChange }: { id: string; choices: readonly ChoiceDraft[]; onChange: (choices: ChoiceDraft[]) => void }) {
  const t = useText(formsText);
  const put = (at: number, part: Partial<ChoiceDraft>) => onChange(choices.map((one, other) => (other === at ? { ...one, ...part } : one)));
  return (
    <div role="group" aria-label={t('choices')}>
      {choices.map((choice, at) => (
        <div className="form-choice" key={choice.key ?? `new ${at}`}>
          {(['zh', 'en'] as const).map(language => (
            <Input key={language} id={`${id}-choice-${at}-${language}`} lang={language === 'zh' ? 'zh-CN' : 'en'} maxLength={200} value={choice[language]} aria-label={t(language === 'zh' ? 'inZh' : 'inEn', { what: t('choice', { no: at + 1 }) })} onChange={event => put(at, { [language]: event.target.value })} />
          ))}
          <Button icon={<Icon of={Trash2} />} disabled={choices.length <= 2} aria-label={t('removeChoice', { no: at + 1 })} onClick={() => onChange(choices.filter((_, other) => other !== at))} />
        </div>
      ))}
      <div className="form-foot"><Button size="small" onClick={() => onChange([...choices, { zh: '', en: '' }])}>{t('addChoice')}</Button></div>
    </div>
  );
}
