import { Button, Input } from 'antd';
import { Plus, SlidersHorizontal, X } from 'lucide-react';
import { Icon, uiText, useText } from '@dossier/ui';
import { useState } from 'react';
import { STEPS, type EventRule, type SequenceRule, type SequenceStep, type TextRange } from '../rules/rule.types';
import { askText } from './ask.text';
import type { Choices } from './choices';
import { DaysControl, NumberControl, Pick, PickMany } from './controls';
import { DaysWithin } from './FieldAsk';

interface EventProps<V> { value: V; onChange: (value: V) => void; choices: Choices; focus: boolean }

const isNarrow = ({ topicIds, productCodes, path }: EventRule): boolean => Boolean(topicIds?.length || productCodes?.length || path);

/** What somebody did: how often, in which period, on demand about what. */
export function EventAsk({ value, onChange, choices, focus }: EventProps<EventRule>) {
  const t = useText(askText);
  const [opened, setOpened] = useState(isNarrow(value));
  const isOpen = opened || isNarrow(value);
  return (
    <>
      <PickMany label={t('names')} value={value.names} options={choices.events} focus={focus} onChange={(names) => onChange({ ...value, names })} />
      <NumberControl label={t('events')} value={value.count} whole unit={t('times')} onChange={(count) => onChange({ ...value, count })} />
      <DaysControl label={t('when')} value={value.within} spans={['ever', 'last', 'between']} onChange={(within) => onChange({ ...value, within })} />
      <Button type="text" size="small" icon={<Icon of={SlidersHorizontal} />} aria-label={t('narrow')} title={t('narrow')} aria-expanded={isOpen} onClick={() => setOpened(!isOpen)} />
      {isOpen && (
        <div className="segment-narrow">
          <About value={value} onChange={(about) => onChange({ ...value, ...about })} choices={choices} />
          <span className="segment-label"><span>{t('path')}</span><PathControl value={value.path} onChange={(path) => onChange({ ...value, path })} /></span>
        </div>
      )}
    </>
  );
}

/** What it was about: topics of the company, products by their code. */
function About({ value, onChange, choices }: { value: SequenceStep; onChange: (value: Omit<SequenceStep, 'names'>) => void; choices: Choices }) {
  const t = useText(askText);
  return (
    <>
      <label className="segment-label"><span>{t('topics')}</span><PickMany label={t('topics')} value={value.topicIds} options={choices.topics} onChange={(topicIds) => onChange({ topicIds })} /></label>
      <label className="segment-label"><span>{t('codes')}</span><PickMany label={t('codes')} value={value.productCodes} options={[]} free onChange={(productCodes) => onChange({ productCodes })} /></label>
    </>
  );
}

function PathControl({ value = {}, onChange }: { value: TextRange | undefined; onChange: (value: TextRange | undefined) => void }) {
  const t = useText(askText);
  const u = useText(uiText);
  const ways = ['contains', 'startsWith', 'equals'] as const;
  const how = ways.find((way) => way in value) ?? 'contains';
  const typed = value[how] ?? '';
  return (
    <>
      <Pick label={t('how')} value={how} options={ways.map((way) => ({ value: way, label: u(way) }))} onChange={(next) => onChange({ [next]: typed })} />
      <Input className="segment-text" aria-label={t('path')} value={typed} maxLength={200} onChange={(event) => onChange(event.target.value === '' ? undefined : { [how]: event.target.value })} />
    </>
  );
}

/** Two to five things, one after another. */
export function SequenceAsk({ value, onChange, choices, focus }: EventProps<SequenceRule>) {
  const t = useText(askText);
  const { steps } = value;
  const put = (at: number, step: SequenceStep) => onChange({ ...value, steps: steps.with(at, step) });
  return (
    <>
      <DaysWithin label={t('finish')} value={value.windowDays} onChange={(windowDays) => onChange({ ...value, windowDays })} />
      <DaysControl label={t('when')} value={value.within} spans={['ever', 'last', 'between']} onChange={(within) => onChange({ ...value, within })} />
      <ol className="segment-steps">
        {steps.map((step, at) => (
          <Step key={`${at} of ${steps.length}`} number={at + 1} value={step} onChange={(next) => put(at, next)} choices={choices} focus={focus && at === 0}
            onRemove={steps.length > STEPS.least ? () => onChange({ ...value, steps: steps.toSpliced(at, 1) }) : null} />
        ))}
        {steps.length < STEPS.most && <li><Button type="text" size="small" icon={<Icon of={Plus} />} onClick={() => onChange({ ...value, steps: [...steps, {}] })}>{t('addStep')}</Button></li>}
      </ol>
    </>
  );
}

interface StepProps extends EventProps<SequenceStep> { number: number; onRemove: (() => void) | null }

/** One of the things that come after one another. */
function Step({ number, value, onChange, choices, focus, onRemove }: StepProps) {
  const t = useText(askText);
  const [opened, setOpened] = useState(isNarrow(value));
  const isOpen = opened || isNarrow(value);
  return (
    <li>
      <span className="d-caption">{t('step', { number })}</span>
      <PickMany label={`${t('names')} ${number}`} value={value.names} options={choices.events} focus={focus} onChange={(names) => onChange({ ...value, names })} />
      <Button type="text" size="small" icon={<Icon of={SlidersHorizontal} />} aria-label={t('narrow')} title={t('narrow')} aria-expanded={isOpen} onClick={() => setOpened(!isOpen)} />
      {onRemove && <Button type="text" size="small" icon={<Icon of={X} />} aria-label={t('removeStep', { number })} onClick={onRemove} />}
      {isOpen && <div className="segment-narrow"><About value={value} onChange={(about) => onChange({ ...value, ...about })} choices={choices} /></div>}
    </li>
  );
}
