import type { ResultOf } from '@graphql-typed-document-node/core';
import { useAsk, useSave, useViewer } from '@dossier/client';
import { useText, type Filter, type Order } from '@dossier/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CustomerViewsDocument, DeleteCustomerViewDocument, SaveCustomerViewDocument } from '../customers.documents';
import { customersText } from '../customers.text';
import { DEFAULT_COLUMNS } from './customer.columns';

export type SavedView = NonNullable<ResultOf<typeof CustomerViewsDocument>['savedViews']>[number];
export type Visibility = 'PRIVATE' | 'TEAM' | 'EVERYONE';
export interface ViewState { filter: Filter; sort: string; order: Order; columns: readonly string[] }
interface Place { view?: string; filter?: Filter; sort?: string; order?: Order; columns?: string[] }

const LIST = 'customers';
export const FIRST_STATE: ViewState = { filter: {}, sort: 'LAST_ORDER_ON', order: 'DESC', columns: DEFAULT_COLUMNS };

export function stateOf(view: SavedView | undefined): ViewState {
  const kept = (typeof view?.state === 'object' && view.state !== null ? view.state : {}) as Partial<ViewState>;
  return { ...FIRST_STATE, ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== undefined)) };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Saved views: which one stands, what it says, and whether the address says something else by now. */
export function useViews() {
  const t = useText(customersText);
  const me = useViewer();
  const navigate = useNavigate();
  const place = useSearch({ strict: false }) as Place;
  const asked = useAsk(CustomerViewsDocument, {});
  const saved = asked.data?.savedViews ?? [];
  const own = [{ id: 'all', name: t('viewAll'), state: FIRST_STATE }, { id: 'mine', name: t('viewMine'), state: { ...FIRST_STATE, filter: { owner: { in: [me.id] } } } }];
  const current = place.view ?? (place.filter ? 'all' : saved.find((view) => view.isDefault)?.id ?? 'all');
  const view = saved.find((candidate) => candidate.id === current);
  const state = own.find((candidate) => candidate.id === current)?.state ?? stateOf(view);
  const shown: ViewState = { filter: place.filter ?? state.filter, sort: place.sort ?? state.sort, order: place.order ?? state.order, columns: place.columns ?? state.columns };
  const pick = (id: string) => void navigate({ to: '.', search: { view: id } as never });
  const save = useSave(SaveCustomerViewDocument, { refreshes: ['savedViews'], done: (answer) => t('viewSaved', { name: answer.saveView?.name ?? '' }), onDone: (answer) => answer.saveView && pick(answer.saveView.id), loud: true });
  const remove = useSave(DeleteCustomerViewDocument, { refreshes: ['savedViews'], loud: true, done: t('viewRemoved', { name: view?.name ?? '' }), onDone: () => pick('all') });
  return {
    views: [...own, ...saved].map(({ id, name }) => ({ id, name: name ?? '' })), current, view, state, shown, changed: !same(shown, state), pick,
    setColumns: (columns: string[]) => void navigate({ to: '.', replace: true, search: ((old: object) => ({ ...old, columns })) as never }),
    save: view?.mine ? () => save.run({ input: { id: view.id, version: view.version, list: LIST, name: view.name ?? '', visibility: view.visibility, state: shown, isDefault: view.isDefault } }) : undefined,
    saveAs: (name: string, visibility: Visibility) => save.run({ input: { list: LIST, name, visibility, state: shown } }),
    saving: save.busy,
    remove: view?.mine ? () => remove.run({ id: view.id }) : undefined,
    discard: () => pick(current),
  };
}
