import { Dropdown } from 'antd';
import type { LucideIcon } from 'lucide-react';
import { Ellipsis, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { KeyCap, Unseen } from '../page/Marks';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { Icon } from '../theme/Icon';
import { usePhone } from '../theme/media';

export interface BarVerb { key: string; label: string; icon: LucideIcon; keyCap?: string; onPress: () => void; disabled?: boolean }
interface SelectionBarProps { count: number; text?: ReactNode; allText?: string; onAll?: () => void; verbs: BarVerb[]; onClear: () => void }

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'checkbox'));

function useBarKeys({ count, verbs, onClear }: SelectionBarProps): void {
  useEffect(() => {
    if (count === 0) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open')) return;
      if (event.key === 'Escape') return onClear();
      const verb = verbs.find(candidate => candidate.keyCap?.toLowerCase() === event.key.toLowerCase() && !candidate.disabled);
      if (verb) {
        event.preventDefault();
        verb.onPress();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [count, verbs, onClear]);
}

/** How many are chosen and what can be done with them; the phone shows two verbs and folds the rest. */
export function SelectionBar(props: SelectionBarProps) {
  const t = useText(uiText);
  const phone = usePhone();
  useBarKeys(props);
  if (props.count === 0) return null;
  const shown = phone ? props.verbs.slice(0, 2) : props.verbs;
  const folded = phone ? props.verbs.slice(2) : [];
  return (
    <div className="d-bar" role="toolbar" aria-label={t('chosenActions')}>
      <span className="d-bar-text" role="status"><b>{t('chosen', { count: props.count })}</b>{!phone && props.text}</span>
      {!phone && props.onAll && <button type="button" className="d-bar-all" onClick={props.onAll}>{props.allText}</button>}
      <i className="d-bar-split" aria-hidden />
      {shown.map(verb => (
        <button type="button" key={verb.key} onClick={verb.onPress} disabled={verb.disabled}>
          {!phone && <Icon of={verb.icon} />}{verb.label}{!phone && verb.keyCap && <KeyCap>{verb.keyCap}</KeyCap>}
        </button>
      ))}
      {folded.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: folded.map(verb => ({ key: verb.key, label: verb.label, onClick: verb.onPress })) }}>
          <button type="button" aria-label={t('more')}><Icon of={Ellipsis} /></button>
        </Dropdown>
      )}
      <i className="d-bar-split" aria-hidden />
      <button type="button" onClick={props.onClear}>{phone ? <Icon of={X} /> : <KeyCap>Esc</KeyCap>}<Unseen>{t('clearSelection')}</Unseen></button>
    </div>
  );
}
