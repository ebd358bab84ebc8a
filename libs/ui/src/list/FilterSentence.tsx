import { Button, Dropdown, Popover } from 'antd';
import { Copy, Plus } from 'lucide-react';
import { Fragment, lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useCopy } from '../state/copy';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { Icon } from '../theme/Icon';
import { describeCondition, describeFilter } from './describe';
import { asksNothing, firstValue, toFilter, toSentence, type Condition, type Filter, type FilterField, type Sentence } from './filter';

// Pickers of days, numbers and choices are larger than the list itself: they come when somebody turns to the sentence.
const loadEditor = () => import('./ConditionEditor').then(module => ({ default: module.ConditionEditor }));
const ConditionEditor = lazy(loadEditor);
const ahead = () => void loadEditor().catch(() => undefined);

interface TokenProps { fields: FilterField[]; condition: Condition; open: boolean; onOpen: (open: boolean) => void; onChange: (value: unknown) => void; onRemove: () => void }

function Token({ fields, condition, open, onOpen, onChange, onRemove }: TokenProps) {
  const field = fields.find(candidate => candidate.key === condition.key);
  const close = (wanted: boolean) => {
    onOpen(wanted);
    if (!wanted && asksNothing(condition.value)) onRemove();
  };
  // The menu that a new condition was picked from gives its focus back late: the condition takes it when it stands.
  const form = useRef<HTMLDivElement>(null);
  const enter = () => form.current?.querySelector<HTMLElement>('input:not([type=radio])')?.focus({ preventScroll: true });
  const words = describeCondition(fields, condition);
  if (!field) return <span className="d-token-fixed">{words}</span>;
  const editor = <div ref={form}><Suspense fallback={null}><ConditionEditor field={field} value={condition.value} onChange={onChange} onDone={() => close(false)} onRemove={onRemove} /><Shown then={enter} /></Suspense></div>;
  return (
    <Popover open={open} onOpenChange={close} afterOpenChange={isOpen => isOpen && enter()} trigger="click" placement="bottomLeft" arrow={false} destroyOnHidden content={editor}>
      <button type="button" className="d-token" aria-haspopup="dialog" aria-expanded={open}>{words}</button>
    </Popover>
  );
}

/** Does something once what stands beside it has come. */
function Shown({ then }: { then: () => void }) {
  const act = useRef(then);
  useEffect(() => act.current(), []);
  return null;
}

interface FilterSentenceProps { subject: string; fields: FilterField[]; value: Filter; onChange: (filter: Filter) => void; end?: ReactNode }
type Spot = readonly [group: number, at: number];

/** The filter, said as a sentence; each condition is a button that opens its own small form. */
export function FilterSentence({ subject, fields, value, onChange, end }: FilterSentenceProps) {
  const t = useText(uiText);
  const copy = useCopy();
  const [draft, setDraft] = useState<Sentence | null>(null);
  const [open, setOpen] = useState<Spot | null>(null);
  const sentence = draft ?? toSentence(value);
  const send = (next: Sentence) => {
    const full: Sentence = { conditions: next.conditions.filter(one => !asksNothing(one.value)), groups: next.groups.map(group => group.filter(one => !asksNothing(one.value))).filter(group => group.length > 0) };
    const unsent = full.conditions.length !== next.conditions.length || full.groups.flat().length !== next.groups.flat().length;
    setDraft(unsent ? next : null);
    onChange(toFilter(full, value['search']));
  };
  const partOf = (group: number) => (group < 0 ? sentence.conditions : (sentence.groups[group] ?? []));
  const replace = (group: number, list: Condition[]) => (group < 0 ? { ...sentence, conditions: list } : { ...sentence, groups: Object.assign([...sentence.groups], { [group]: list }) });
  const change = ([group, at]: Spot, next: unknown) => send(replace(group, partOf(group).map((one, index) => (index === at ? { ...one, value: next } : one))));
  const remove = ([group, at]: Spot) => {
    setOpen(null);
    send(replace(group, partOf(group).filter((_, index) => index !== at)));
  };
  const add = (group: number, key: string) => {
    const field = fields.find(candidate => candidate.key === key)!;
    setOpen([group, partOf(group).length]);
    send(replace(group, [...partOf(group), { key, value: firstValue(field) }]));
  };
  const token = (condition: Condition, group: number, at: number) => (
    <Token fields={fields} condition={condition} open={open?.[0] === group && open[1] === at} onOpen={wanted => setOpen(wanted ? [group, at] : null)}
      onChange={next => change([group, at], next)} onRemove={() => remove([group, at])} />
  );
  const isAsking = sentence.conditions.length + sentence.groups.length > 0;
  return (
    <div className="d-sentence" role="group" aria-label={t('condition')} onPointerEnter={ahead} onFocus={ahead}>
      <span className="d-sentence-head">{isAsking ? t('sentenceHead', { subject }) : subject}</span>
      {sentence.conditions.map((condition, at) => <Fragment key={condition.key + at}>{at > 0 && <span>{t('and')}</span>}{token(condition, -1, at)}</Fragment>)}
      {sentence.groups.map((group, index) => (
        <span className="d-sentence-group" key={index}>
          {(index > 0 || sentence.conditions.length > 0) && <span>{t('and')}</span>}<span aria-hidden>(</span>
          {group.map((condition, at) => <Fragment key={condition.key + at}>{at > 0 && <span>{t('or')}</span>}{token(condition, index, at)}</Fragment>)}
          <AddCondition fields={fields} label={t('alternative')} onAdd={key => add(index, key)} /><span aria-hidden>)</span>
        </span>
      ))}
      <AddCondition fields={fields} label={t('condition')} onAdd={key => add(-1, key)} onGroup={isAsking ? key => add(sentence.groups.length, key) : undefined} />
      {isAsking && <Button type="text" size="small" icon={<Icon of={Copy} />} aria-label={t('copySentence')} title={t('copySentence')} onClick={() => void copy(describeFilter(fields, value))} />}
      {end && <span className="d-sentence-end">{end}</span>}
    </div>
  );
}

function AddCondition({ fields, label, onAdd, onGroup }: { fields: FilterField[]; label: string; onAdd: (key: string) => void; onGroup?: (key: string) => void }) {
  const t = useText(uiText);
  const own = fields.map(field => ({ key: field.key, label: field.label }));
  const group = onGroup ? [{ type: 'divider' as const }, { key: 'any-of', label: t('orGroup'), children: own.map(item => ({ ...item, key: `or:${item.key}` })) }] : [];
  const pick = ({ key }: { key: string }) => (key.startsWith('or:') ? onGroup?.(key.slice(3)) : onAdd(key));
  return (
    <Dropdown trigger={['click']} menu={{ items: [...own, ...group], onClick: pick, className: 'd-menu-tall' }}>
      <Button type="text" size="small" icon={<Icon of={Plus} />}>{label}</Button>
    </Dropdown>
  );
}
