import { useEffect, useRef } from 'react';

export type Shortcuts = Record<string, (() => void) | undefined>;
const STORE = 'dossier.singleKeys';
const SEQUENCE = 1_200;

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
      const both = Date.now() - at < SEQUENCE ? `${first} ${event.key}` : event.key;
      const act = latest.current[both] ?? latest.current[event.key];
      first = event.key;
      at = Date.now();
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
