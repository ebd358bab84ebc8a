import { useInfiniteQuery } from '@tanstack/react-query';
import { keyOf, request } from '@dossier/client';
import { CustomerHistoryDocument, CustomerOrdersDocument } from '../customers.documents';

const PAGE = 25;

/** The customer's orders page after page; the address stays with the record. */
export function useCustomerOrders(id: string) {
  const variables = { customer: [id], first: PAGE };
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(CustomerOrdersDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(CustomerOrdersDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.orders?.pageInfo.hasNextPage ? (last.orders.pageInfo.endCursor ?? undefined) : undefined),
  });
  const rows = pages.data?.pages.flatMap((page) => page.orders?.nodes ?? []) ?? [];
  return { rows, loading: pages.isPending, error: pages.error, refetch: pages.refetch, hasMore: pages.hasNextPage, loadMore: () => void pages.fetchNextPage(), loadingMore: pages.isFetchingNextPage };
}

/** The record's changes, newest first. */
export function useCustomerHistory(id: string) {
  const variables = { id, first: PAGE };
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(CustomerHistoryDocument, variables), 'pages'],
    queryFn: ({ pageParam, signal }) => request(CustomerHistoryDocument, { ...variables, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.customerHistory?.pageInfo.hasNextPage ? (last.customerHistory.pageInfo.endCursor ?? undefined) : undefined),
  });
  const rows = pages.data?.pages.flatMap((page) => page.customerHistory?.nodes ?? []) ?? [];
  return { rows, loading: pages.isPending, error: pages.error, refetch: pages.refetch, hasMore: pages.hasNextPage, loadMore: () => void pages.fetchNextPage(), loadingMore: pages.isFetchingNextPage };
}
