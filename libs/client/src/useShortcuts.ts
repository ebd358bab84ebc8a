import { useEffect, useRef } from 'react';

export type Shortcuts = Record<string, (() => void) | undefined>;
const STORE = 'dossier.singleKeys';
const SEQUENCE = 1_200;
/** After it the next letter belongs to the sequence, on every screen: `g d` goes somewhere, though `d` alone decides on the merge desk. */
const LEAD = 'g';

/** Single letters can be switched off (WCAG 2.1.4). */
export const singleKeysRest = (): boolean => localStorage.getItem(STORE) === 'off';
export const setSingleKeys = (on: boolean): void => localStorage.setItem(STORE, on ? 'on' : 'off');

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('[role="combobox"],[role="listbox"],[role="menu"]') !== null || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type)));

const layerOpen = () => document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null;

/** Keys of a screen: single letters (`n`), or two in a row (`g c`); they rest in fields, dialogs and while composing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let first = '';
    let at = 0;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || layerOpen() || singleKeysRest()) return;
      const led = first === LEAD && Date.now() - at < SEQUENCE;
      const act = latest.current[led ? `${LEAD} ${event.key}` : event.key];
      first = led ? '' : event.key;
      at = Date.now();
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
