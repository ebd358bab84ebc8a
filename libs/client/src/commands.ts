import { useEffect, useSyncExternalStore } from 'react';
import type { LucideIcon } from 'lucide-react';

/** A verb that the page in view lends to the palette: it may work on the list's selection. */
export interface Command { key: string; title: string; icon: LucideIcon; link?: string; run?: () => void; keys?: string; also?: string }
export interface CommandGroup { title: string; items: Command[] }

let groups: CommandGroup[] = [];
const listeners = new Set<() => void>();
const put = (next: CommandGroup[]) => {
  groups = next;
  listeners.forEach(listener => listener());
};

/** Offers commands while the page is in view; pass the same group object until it changes. */
export function useOffer(group: CommandGroup | null): void {
  useEffect(() => {
    if (!group || group.items.length === 0) return undefined;
    put([...groups, group]);
    return () => put(groups.filter(other => other !== group));
  }, [group]);
}

export const useCommands = (): CommandGroup[] =>
  useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => groups);
