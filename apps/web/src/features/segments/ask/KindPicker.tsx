import { Select } from 'antd';
import { useText } from '@dossier/ui';
import { useMay } from '@dossier/client';
import { useMemo } from 'react';
import { ORDER_MEASURES } from '../rules/rule.types';
import { askText } from './ask.text';
import type { Choices } from './choices';

/** A segment counts live and real customers alone: asking for others would find nobody. Other segments have a condition of their own, which knows the past too. */
const NEVER = new Set(['archived', 'demo', 'segments']);

interface Group { label: string; title: string; options: { value: string; label: string }[] }

/** Everything that can be asked, in groups, as far as this reader may ask it. */
function useKinds(choices: Choices): Group[] {
  const t = useText(askText);
  const may = { orders: useMay('order.read'), events: useMay('event.read') };
  return useMemo(() => {
    const fields = choices.fields.filter((field) => !NEVER.has(field.key)).map((field) => ({ value: `customer:${field.key}`, label: field.label }));
    const isOwn = ({ value }: { value: string }): boolean => value.startsWith('customer:custom.');
    const isScore = ({ value }: { value: string }): boolean => choices.scores.has(value.slice('customer:'.length));
    const groups: [string, { value: string; label: string }[]][] = [
      [t('ofCustomer'), fields.filter((field) => !isOwn(field) && !isScore(field))],
      [t('ofOrders'), may.orders ? ORDER_MEASURES.map((measure) => ({ value: `orders:${measure}`, label: t(measure) })) : []],
      [t('ofEvents'), may.events ? (['events', 'sequence'] as const).map((key) => ({ value: key, label: t(key) })) : []],
      [t('ofScores'), fields.filter(isScore)],
      [t('ofSegments'), [{ value: 'member', label: t('member') }]],
      [t('ofCompany'), fields.filter(isOwn)],
    ];
    return groups.filter(([, options]) => options.length > 0).map(([label, options]) => ({ label, title: label, options }));
  }, [t, choices.fields, choices.scores, may.orders, may.events]);
}

interface KindPickerProps { choices: Choices; value?: string; label: string; onPick: (key: string) => void; /** It has the keyboard and waits for words. */ waits?: boolean; /** Its list stands open besides. */ open?: boolean; onLeave?: () => void }

/** Picks what is asked: typing finds it, Enter takes it. */
export function KindPicker({ choices, value, label, onPick, waits, open, onLeave }: KindPickerProps) {
  const kinds = useKinds(choices);
  return (
    <Select className="segment-kind" aria-label={label} placeholder={label} value={value ?? null} options={kinds} onChange={(key: string) => onPick(key)} showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false} listHeight={320} autoFocus={waits} defaultOpen={open} {...(onLeave && { onBlur: onLeave })} />
  );
}
