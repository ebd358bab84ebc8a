import { useSyncExternalStore } from 'react';

/** A record that was opened lately in this browser. */
export interface Viewed { id: string; kind: string; title: string; note?: string | null; link: string }
const STORE = 'dossier.viewed';
const KEPT = 12;
const listeners = new Set<() => void>();
let cached: Viewed[] | null = null;

function read(): Viewed[] {
  try {
    cached ??= JSON.parse(localStorage.getItem(STORE) ?? '[]') as Viewed[];
  } catch {
    cached = [];
  }
  return cached;
}

export function rememberViewed(one: Viewed): void {
  cached = [one, ...read().filter(other => other.link !== one.link)].slice(0, KEPT);
  localStorage.setItem(STORE, JSON.stringify(cached));
  listeners.forEach(listener => listener());
}

export function forgetViewed(): void {
  cached = [];
  localStorage.removeItem(STORE);
  listeners.forEach(listener => listener());
}

export const useViewed = (): Viewed[] =>
  useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
