import type { Filter, ListState, Selection } from '@dossier/ui';
import { useCallback, useMemo, useState } from 'react';

interface Chosen { ids: string[]; all: boolean }
const NONE: Chosen = { ids: [], all: false };
/** Kept outside of the screen, so that a selection survives opening a record and going back. */
const kept = new Map<string, Chosen>();

export type SelectionInput = { ids: string[] } | { filter: Filter; all: true };

/** Which rows of a list are chosen: single ones, or all that match its filter. */
export function useSelection<Row extends { id: string }>(list: ListState<Row>, name: string): Selection & { toInput: () => SelectionInput } {
  const place = `${name} ${JSON.stringify(list.filter)}`;
  const [, redraw] = useState(0);
  const chosen = kept.get(place) ?? NONE;
  const put = useCallback((next: Chosen) => {
    kept.set(place, next);
    redraw(count => count + 1);
  }, [place]);
  return useMemo(() => {
    const ids = new Set(chosen.ids);
    const shownIds = list.rows.map(row => row.id);
    return {
      ids: chosen.ids,
      all: chosen.all,
      count: chosen.all ? (list.totalCount ?? chosen.ids.length) : chosen.ids.length,
      has: id => chosen.all || ids.has(id),
      toggle: id => put({ all: false, ids: (chosen.all ? shownIds : chosen.ids).includes(id) ? (chosen.all ? shownIds : chosen.ids).filter(other => other !== id) : [...chosen.ids, id] }),
      setPage: (page, wanted) => put({ all: false, ids: wanted ? [...new Set([...chosen.ids, ...page])] : chosen.ids.filter(id => !page.includes(id)) }),
      selectAll: () => put({ ids: shownIds, all: true }),
      clear: () => put(NONE),
      toInput: () => (chosen.all ? { filter: list.filter, all: true } : { ids: chosen.ids }),
    };
  }, [chosen, list.rows, list.totalCount, list.filter, put]);
}
