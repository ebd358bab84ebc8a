import { useEffect, useSyncExternalStore } from 'react';
import { say } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { appearance } from '../theme/appearance';

/** Where the reader is: the phone's bar shows the title, the help drawer opens the article. */
export interface Place { title: string; help: string | null }
let current: Place = { title: '', help: null };
const listeners = new Set<() => void>();

export const usePlace = (): Place =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );

/** Names the page in the browser's tab, on the phone's bar and for the help drawer. */
export function useNamePlace(title: string, browserTitle?: string, help: string | null = null, barTitle?: string): void {
  const { language } = appearance();
  useEffect(() => {
    document.title = `${browserTitle ?? title} · ${say(uiText, 'product')}`;
    current = { title: barTitle ?? title, help };
    listeners.forEach(listener => listener());
  }, [title, browserTitle, help, barTitle, language]);
}
