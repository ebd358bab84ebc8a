import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';

interface PageOf<N> { nodes: readonly N[]; pageInfo: { hasNextPage: boolean; endCursor?: string | null } }

/** A list of the record, page after page: its place stands in no address, for that is the record's. */
export function usePages<N>(key: QueryKey, ask: (after: string | null, signal: AbortSignal) => Promise<PageOf<N> | null | undefined>) {
  const pages = useInfiniteQuery({
    queryKey: [...key, 'pages'],
    queryFn: async ({ pageParam, signal }) => (await ask(pageParam, signal)) ?? { nodes: [] as readonly N[], pageInfo: { hasNextPage: false } },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
  });
  const rows = pages.data?.pages.flatMap((page) => page.nodes) ?? [];
  return { rows, loading: pages.isPending, error: pages.error, refetch: pages.refetch, hasMore: pages.hasNextPage, loadMore: () => void pages.fetchNextPage(), loadingMore: pages.isFetchingNextPage };
}
