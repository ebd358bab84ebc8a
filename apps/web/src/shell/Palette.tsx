import { Input, Modal } from 'antd';
import type { InputRef } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useAsk } from '@dossier/client';
import { Hit, Icon, KeyCap, Unseen, useText } from '@dossier/ui';
import { Search } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { usePaletteGroups, type PaletteItem } from './palette.groups';
import { SearchDocument } from './shell.documents';
import { shellText } from './shell.text';

const PER_GROUP = 5;

/** Search and commands in one place, from every screen; the input method keeps its own keys. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useText(shellText);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const search = useAsk(SearchDocument, { text: asked, first: PER_GROUP }, { skip: asked === '', keep: true });
  const groups = usePaletteGroups(text.trim(), asked ? search.data?.search : undefined);
  const items = groups.flatMap(group => group.items);
  const found = groups.filter(group => group.found).flatMap(group => group.items).length;
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [asked, items.length]);
  const act = useAct(onClose);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<InputRef>(null);
  const focus = () => field.current?.focus();
  useEffect(() => void list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' }), [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && items.length > 0) setAt((at + step + items.length) % items.length);
    else if (event.key === 'Enter' && items[at]) act(items[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={640} className="d-palette" style={{ top: 96 }} title={<Unseen>{t('paletteTitle')}</Unseen>} destroyOnHidden afterOpenChange={focus}>
      <div className="d-palette-field">
        <Input ref={field} autoFocus variant="borderless" size="large" prefix={<Icon of={Search} />} value={text} placeholder={t('palettePlaceholder')} onChange={event => setText(event.target.value)} onKeyDown={onKeyDown} maxLength={200}
          role="combobox" aria-expanded aria-controls={id} aria-activedescendant={items[at] ? `${id}-${at}` : undefined} aria-label={t('paletteTitle')} spellCheck={false} autoComplete="off" />
        <span className="d-caption" role="status">{asked && !search.isPending && t('hits', { count: found })}</span>
      </div>
      <div className="d-palette-list" id={id} role="listbox" aria-label={t('paletteTitle')} ref={list}>
        {asked !== '' && !search.isPending && found === 0 && <p className="d-palette-none">{t('noHits', { text: asked })}</p>}
        {groups.map(group => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="d-caption" aria-hidden>{group.title}</p>
            {group.items.map(item => {
              const index = items.indexOf(item);
              return (
                <div key={item.key} id={`${id}-${index}`} role="option" aria-selected={index === at} className="d-palette-item" onClick={() => act(item)} onMouseMove={() => setAt(index)}>
                  <Icon of={item.icon} />
                  <span className="d-palette-title"><Hit text={item.title} found={item.found ?? ''} /></span>
                  {item.note && <span className="d-caption d-palette-note"><Hit text={item.note} found={item.found ?? ''} /></span>}
                  {(item.keys ?? (index === at ? '↵' : null)) && <KeyCap>{item.keys ?? '↵'}</KeyCap>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <footer className="d-palette-foot">
        <span><KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap> {t('keysMove')}</span><span><KeyCap>↵</KeyCap> {t('keysOpen')}</span><span><KeyCap>Esc</KeyCap> {t('keysClose')}</span>
        <span className="d-palette-yours">{t('onlyYours')}</span>
      </footer>
    </Modal>
  );
}

function useAct(onClose: () => void): (item: PaletteItem) => void {
  const navigate = useNavigate();
  return item => {
    onClose();
    if (item.link) void navigate({ to: item.link });
    item.run?.();
  };
}
