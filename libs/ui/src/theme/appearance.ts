import './tokens.css';
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
export type ThemeChoice = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';
export interface Appearance { language: Language; theme: ThemeChoice; density: Density }

const STORE = 'dossier.appearance';
const listeners = new Set<() => void>();
let current: Appearance = read();

/** What this browser was told last; a first visit takes the browser's own language and light or dark. */
function read(): Appearance {
  const start: Appearance = { language: /^zh/i.test(globalThis.navigator?.language ?? 'zh') ? 'zh' : 'en', theme: 'system', density: 'comfortable' };
  try {
    return { ...start, ...(JSON.parse(localStorage.getItem(STORE) ?? '{}') as Partial<Appearance>) };
  } catch {
    return start;
  }
}

const wantsDark = () => globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;

/** Light or dark as it stands now: the choice, or what the device asks for. */
export const shownTheme = (choice: ThemeChoice = current.theme): 'light' | 'dark' => (choice === 'system' ? (wantsDark() ? 'dark' : 'light') : choice);

/** Writes language, theme and density onto the page, where CSS and readers find them. */
export function paintAppearance(): void {
  const root = document.documentElement;
  root.lang = current.language === 'zh' ? 'zh-CN' : 'en';
  root.dataset['theme'] = shownTheme();
  root.dataset['density'] = current.density;
}

export const appearance = (): Appearance => current;

export function setAppearance(change: Partial<Appearance>): void {
  const next = { ...current, ...change };
  if (next.language === current.language && next.theme === current.theme && next.density === current.density) return;
  current = next;
  localStorage.setItem(STORE, JSON.stringify(current));
  tell();
}

function tell(): void {
  paintAppearance();
  listeners.forEach(listener => listener());
}

export function onAppearance(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

globalThis.matchMedia?.('(prefers-color-scheme: dark)').addEventListener?.('change', tell);

export const useAppearance = (): Appearance => useSyncExternalStore(onAppearance, appearance);
export const useShownTheme = (): 'light' | 'dark' => useSyncExternalStore(onAppearance, () => shownTheme());
export const useLanguage = (): Language => useAppearance().language;
