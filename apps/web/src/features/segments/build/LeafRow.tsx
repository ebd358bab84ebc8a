import { Button } from 'antd';
import { X } from 'lucide-react';
import { Icon, SideDrawer, usePhone, useText } from '@dossier/ui';
import { useRef, useState, type KeyboardEvent } from 'react';
import { AskControls } from '../ask/AskControls';
import { firstAsk, kindKey } from '../ask/ask.kinds';
import { askText } from '../ask/ask.text';
import { KindPicker } from '../ask/KindPicker';
import { isComplete } from '../rules/rule.input';
import { sayAsk } from '../rules/rule.sentence';
import { changed, removed, stepped } from '../rules/rule.tree';
import type { Ask, Leaf } from '../rules/rule.types';
import { useBuilder } from './builder.context';
import { builderText } from './builder.text';
import { NodeMenu } from './NodeMenu';
import { turned } from './turned';

/** An interest fades by itself, without anything being written that would have the customer looked at again. */
const isFading = (ask: Ask): boolean => ask.kind === 'customer' && ask.key === 'interests';

/** One condition in a line: what, how, with what; how many meet it alone; on a phone the sentence, which opens the same. */
export function LeafRow({ leaf, excluded }: { leaf: Leaf; excluded: boolean }) {
  const t = useText(builderText);
  const phone = usePhone();
  const { edit, names, faults, newest } = useBuilder();
  const what = sayAsk(leaf.ask, names);
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    edit((definition) => stepped(definition, leaf.id, event.key === 'ArrowUp' ? -1 : 1));
  };
  const fault = faults.get(leaf.id);
  return (
    <div className={fault ? 'segment-leaf segment-leaf-wrong' : 'segment-leaf'} role="group" aria-label={what} onKeyDown={keys}>
      <div className="segment-leaf-line">
        {leaf.not && <Button size="small" className="segment-not" onClick={() => edit((definition) => turned(definition, leaf.id))}>{t('isNot')}</Button>}
        {phone ? <PhoneLeaf leaf={leaf} what={what} open={newest === leaf.id} /> : <Controls leaf={leaf} />}
      </div>
      <LeafCount leaf={leaf} />
      <NodeMenu node={leaf} what={what} excluded={excluded} />
      <Button type="text" size="small" icon={<Icon of={X} />} aria-label={t('remove', { what })} onClick={() => edit((definition) => removed(definition, leaf.id))} />
      {isFading(leaf.ask) && <p className="segment-hint d-caption">{t('fading')}</p>}
      {fault && <p className="segment-fault" role="alert">{fault}</p>}
    </div>
  );
}

function Controls({ leaf }: { leaf: Leaf }) {
  const t = useText(builderText);
  const a = useText(askText);
  const { edit, choices, newest, setNewest } = useBuilder();
  const change = (ask: Ask, mark?: string) => edit((definition) => changed(definition, leaf.id, (node) => ({ ...node, ask }) as Leaf), mark);
  const pick = (key: string) => {
    const ask = firstAsk(key, choices.fields);
    if (ask) change(ask);
    setNewest(leaf.id);
  };
  const isKnown = leaf.ask.kind !== 'customer' || choices.fields.some((field) => leaf.ask.kind === 'customer' && field.key === leaf.ask.key);
  return (
    <>
      {isKnown && <KindPicker choices={choices} value={kindKey(leaf.ask)} label={a('field')} onPick={pick} />}
      <AskControls key={kindKey(leaf.ask)} ask={leaf.ask} onChange={(ask) => change(ask, `${leaf.id} ${kindKey(ask)}`)} choices={choices} focus={newest === leaf.id} unknown={t('unknownField')} searchLabel={t('findField')} />
    </>
  );
}

function PhoneLeaf({ leaf, what, open }: { leaf: Leaf; what: string; open: boolean }) {
  const t = useText(builderText);
  const { setNewest } = useBuilder();
  const [isOpen, setOpen] = useState(open);
  const sheet = useRef<HTMLDivElement>(null);
  const enter = () => (sheet.current?.querySelector<HTMLElement>('input:not([role="combobox"])') ?? sheet.current?.querySelector<HTMLElement>('.segment-many input'))?.focus();
  const close = () => {
    setNewest(null);
    setOpen(false);
  };
  return (
    <>
      <button type="button" className="d-link segment-phone-leaf" aria-haspopup="dialog" onClick={() => setOpen(true)}>{what}</button>
      <SideDrawer open={isOpen} title={t('rules')} onClose={close} onOpened={enter}>
        <div className="segment-sheet" ref={sheet}><Controls leaf={leaf} /></div>
        <Button type="primary" onClick={close}>{t('done')}</Button>
      </SideDrawer>
    </>
  );
}

function LeafCount({ leaf }: { leaf: Leaf }) {
  const t = useText(builderText);
  const { counts } = useBuilder();
  if (!isComplete(leaf.ask)) return <span className="segment-leaf-count d-caption">{t('incomplete')}</span>;
  const counted = counts.get(leaf.id);
  return <span className="segment-leaf-count d-caption">{counted && <CountWords counted={counted} />}</span>;
}

/** A figure, or the bound that it is. */
export function CountWords({ counted }: { counted: { count?: number | null; isExact?: boolean | null } }) {
  const t = useText(builderText);
  if (typeof counted.count !== 'number') return <>–</>;
  const figure = counted.count.toLocaleString('en-US');
  return <>{counted.isExact !== false ? figure : t('bound', { count: figure })}</>;
}
