import { useSyncExternalStore } from 'react';

/** What lies over the page; one layer at a time. */
export type Layer = 'palette' | 'help' | 'notifications' | 'shortcuts' | 'places' | 'leaveDemo' | null;
let current: Layer = null;
const listeners = new Set<() => void>();

export function show(layer: Layer): void {
  current = layer;
  listeners.forEach(listener => listener());
}

export const useLayer = (): Layer =>
  useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => current);
