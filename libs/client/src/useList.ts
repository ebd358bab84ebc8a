import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Filter, ListState, Order } from '@dossier/ui';
import { useCallback, useEffect, useMemo } from 'react';
import { keyOf, rootFieldOf, useAsk } from './asks';
import { request, type Document } from './graphql';

interface Page<Row> { nodes: Row[]; pageInfo?: { hasNextPage: boolean; endCursor?: string | null } | null; totalCount?: number | null; totalIsExact?: boolean | null }
type ConnectionIn<R> = Extract<NonNullable<R[keyof R]>, { nodes: unknown[] }>;
export type RowOf<R> = ConnectionIn<R>['nodes'][number];

/** A list's place in the address; reload, back and a pasted link show the same rows. */
export interface ListPlace { filter?: Filter; sort?: string; order?: Order; view?: string }

interface ListOptions {
  sort: string;
  order?: Order;
  first?: number;
  /** A part of the filter that the reader does not see or change. */
  fixed?: Filter;
  /** The filter that stands when the address names none. */
  filter?: Filter;
  /** What a sort of the address is called in the variables; by `sort` itself, where nothing is said. */
  sortAs?: (sort: string) => object;
  /** A document that only asks totalCount, so that rows need not wait for it. */
  count?: Document<unknown, never>;
}

const isAsking = (filter: Filter) => Object.keys(filter).length > 0;
const joined = (fixed: Filter | undefined, filter: Filter): Filter | undefined => {
  if (!fixed || !isAsking(fixed)) return isAsking(filter) ? filter : undefined;
  return isAsking(filter) ? { and: [fixed, filter] } : fixed;
};

const connectionIn = <R>(answer: R): Page<RowOf<R>> | undefined => Object.values(answer as object).find((part: unknown) => typeof part === 'object' && part !== null && ('nodes' in part || 'totalCount' in part)) as Page<RowOf<R>> | undefined;

/** Filter, sort and view of a list, read from and written to the address. */
export function useListPlace(): [ListPlace, (change: Partial<ListPlace>) => void] {
  const place = useSearch({ strict: false }) as ListPlace;
  const navigate = useNavigate();
  const move = useCallback(
    (change: Partial<ListPlace>) => void navigate({ to: '.', replace: true, resetScroll: false, search: ((old: object) => ({ ...old, ...change })) as never }),
    [navigate],
  );
  return [place, move];
}

/** A list that reads page after page by cursor; `ListScreen` draws it. */
export function useList<R, V>(document: Document<R, V>, options: ListOptions): ListState<RowOf<R>> {
  const [place, move] = useListPlace();
  const filter = place.filter ?? options.filter ?? {};
  const sort = place.sort ?? options.sort;
  const order = place.order ?? (place.sort && place.sort !== options.sort ? 'ASC' : (options.order ?? 'ASC'));
  const asked = joined(options.fixed, filter);
  const variables = { filter: asked, ...(options.sortAs?.(sort) ?? { sort }), order, first: options.first ?? 50 } as V;
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(document, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(document, { ...variables, after: pageParam } as V, signal),
    initialPageParam: null as string | null,
    getNextPageParam: last => {
      const info = connectionIn(last)?.pageInfo;
      return info?.hasNextPage ? (info.endCursor ?? null) : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const counted = useAsk((options.count ?? document) as Document<unknown, unknown>, { filter: asked }, { skip: !options.count, keep: true });
  const total = options.count ? connectionIn(counted.data ?? {}) : pages.data && connectionIn(pages.data.pages[0] as R);
  const rows = useMemo(() => pages.data?.pages.flatMap(page => connectionIn(page as R)?.nodes ?? []) ?? [], [pages.data]);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = pages;
  const loadMore = useCallback(() => void (!isFetchingNextPage && fetchNextPage()), [fetchNextPage, isFetchingNextPage]);
  return {
    rows, loading: pages.isPending, error: pages.error, refetch: () => void pages.refetch(),
    hasMore: hasNextPage, loadMore, loadingMore: isFetchingNextPage,
    totalCount: total?.totalCount ?? null, totalIsExact: total?.totalIsExact ?? true,
    sort, order, setSort: (nextSort, nextOrder) => move({ sort: nextSort, order: nextOrder }),
    filter, setFilter: next => move({ filter: next }), isFiltered: isAsking(filter),
  };
}

/** Reads a list again and again, for as long as it waits for something that comes without the reader. */
export function useReadAgain({ refetch }: { refetch: () => void }, waits: boolean, everyMs: number): void {
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(refetch, everyMs);
    return () => clearInterval(timer);
  }, [waits, refetch, everyMs]);
}

export { rootFieldOf };
