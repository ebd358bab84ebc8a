import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { groups, placeOf, type GroupKey } from './navigation';

const STORE = 'dossier.groups';
type Folds = Partial<Record<GroupKey, boolean>>;
const listeners = new Set<() => void>();
const kept = (): string => localStorage.getItem(STORE) ?? '{}';

function parsed(text: string): Folds {
  try {
    return JSON.parse(text) as Folds;
  } catch {
    return {};
  }
}

function keep(group: GroupKey, open: boolean): void {
  localStorage.setItem(STORE, JSON.stringify({ ...parsed(kept()), [group]: open }));
  listeners.forEach(listener => listener());
}

const useKept = (): Folds =>
  parsed(useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, kept));

/**
 * Which groups stand open: as they were left in this browser. The group of the page one comes to opens by itself,
 * without that being remembered, and can be folded by hand until one goes to another.
 */
export function useFolds(): { here: string | undefined; isOpen: (group: GroupKey) => boolean; turn: (group: GroupKey) => void } {
  const place = placeOf(useRouterState({ select: state => state.location.pathname }));
  const folds = useKept();
  const [folded, setFolded] = useState<GroupKey | null>(null);
  useEffect(() => setFolded(null), [place?.group]);
  const remembered = (group: GroupKey) => folds[group] ?? !groups.some(one => one.key === group && 'folded' in one);
  const isOpen = (group: GroupKey) => (group === place?.group ? folded !== group : remembered(group));
  const turn = (group: GroupKey) => {
    const open = !isOpen(group);
    if (group === place?.group) setFolded(open ? null : group);
    keep(group, open);
  };
  return { here: place?.key, isOpen, turn };
}
