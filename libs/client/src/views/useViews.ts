import { useText, type Filter, type Order } from '@dossier/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAsk } from '../asks';
import type { SavedViewsQuery } from '../generated/graphql';
import { useSave } from '../useSave';
import { DeleteViewDocument, SavedViewsDocument, SaveViewDocument } from './views.documents';
import { viewsText } from './views.text';

export type SavedView = NonNullable<SavedViewsQuery['savedViews']>[number];
export type ViewVisibility = 'PRIVATE' | 'TEAM' | 'EVERYONE';
/** A list as somebody likes to see it. */
export interface ViewState { filter: Filter; sort: string; order: Order; columns: readonly string[] }
/** A view that every reader has, as the list itself brings it. */
export interface OwnView { id: string; name: string; state: ViewState }
interface Place { view?: string; filter?: Filter; sort?: string; order?: Order; columns?: string[] }

/** What a view says, on top of what the list shows without one. */
export function stateOf(view: Pick<SavedView, 'state'> | undefined, first: ViewState): ViewState {
  const kept = (typeof view?.state === 'object' && view.state !== null ? view.state : {}) as Partial<ViewState>;
  return { ...first, ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== undefined)) };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Saved views of one list: which one stands, what it says, and whether the address says something else by now. The first of `own` is what the list shows without a view. */
export function useViews(list: string, own: readonly [OwnView, ...OwnView[]]) {
  const t = useText(viewsText);
  const navigate = useNavigate();
  const place = useSearch({ strict: false }) as Place;
  const saved = useAsk(SavedViewsDocument, { list }).data?.savedViews ?? [];
  const [first] = own;
  const current = place.view ?? (place.filter ? first.id : saved.find((view) => view.isDefault)?.id ?? first.id);
  const view = saved.find((candidate) => candidate.id === current);
  const state = own.find((candidate) => candidate.id === current)?.state ?? stateOf(view, first.state);
  const shown: ViewState = { filter: place.filter ?? state.filter, sort: place.sort ?? state.sort, order: place.order ?? state.order, columns: place.columns ?? state.columns };
  const pick = (id: string) => void navigate({ to: '.', search: { view: id } as never });
  const save = useSave(SaveViewDocument, { refreshes: ['savedViews'], done: (answer) => t('saved', { name: answer.saveView?.name ?? '' }), onDone: (answer) => answer.saveView && pick(answer.saveView.id), loud: true });
  const remove = useSave(DeleteViewDocument, { refreshes: ['savedViews'], loud: true, done: t('removed', { name: view?.name ?? '' }), onDone: () => pick(first.id) });
  return {
    views: [...own, ...saved].map(({ id, name }) => ({ id, name: name ?? '' })), current, view, state, shown, changed: !same(shown, state), pick,
    setColumns: (columns: string[]) => void navigate({ to: '.', replace: true, search: ((old: object) => ({ ...old, columns })) as never }),
    save: view?.mine ? () => save.run({ input: { id: view.id, version: view.version, list, name: view.name ?? '', visibility: view.visibility, state: shown, isDefault: view.isDefault } }) : undefined,
    saveAs: (name: string, visibility: ViewVisibility) => save.run({ input: { list, name, visibility, state: shown } }),
    saving: save.busy,
    remove: view?.mine ? () => remove.run({ id: view.id }) : undefined,
    discard: () => pick(current),
  };
}

export type Views = ReturnType<typeof useViews>;
