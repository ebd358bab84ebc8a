import { QueryClient, keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request, ServerError, type Document } from './graphql';

const HALF_MINUTE = 30_000;
const isFinal = (error: unknown) => error instanceof ServerError && !['OFFLINE', 'UNAVAILABLE', 'INTERNAL'].includes(error.code);

/** One cache for the whole product; a refusal is final, a lost line is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: HALF_MINUTE, retry: (count, error) => count < 2 && !isFinal(error), refetchOnWindowFocus: true }, mutations: { retry: false } },
});

/** The root field of a document: cache keys start with it, so that a save can name what it refreshes. */
export function rootFieldOf(document: Document<unknown, never>): string {
  const body = String(document).replace(/^[^{]*\{/, '');
  return /^\s*(?:\w+\s*:\s*)?(\w+)/.exec(body)?.[1] ?? 'unknown';
}

export const keyOf = <R, V>(document: Document<R, V>, variables?: V): unknown[] => [rootFieldOf(document as Document<unknown, never>), String(document), variables ?? null];

interface AskOptions<R> { skip?: boolean; refetchInterval?: number | ((answer: R | undefined) => number | false); keep?: boolean; staleTime?: number }

/** Asks a document and keeps the answer under its root field. */
export function useAsk<R, V>(document: Document<R, V>, variables?: V, options: AskOptions<R> = {}): UseQueryResult<R> {
  const { refetchInterval: every } = options;
  return useQuery<R>({
    queryKey: keyOf(document, variables),
    queryFn: ({ signal }) => request(document, variables, signal),
    enabled: !options.skip,
    refetchInterval: typeof every === 'function' ? query => every(query.state.data) : (every ?? false),
    ...(options.staleTime !== undefined && { staleTime: options.staleTime }),
    ...(options.keep && { placeholderData: keepPreviousData }),
  });
}

/** Asks before anything is drawn what the first page will ask: it finds the answer under way. */
export const askAhead = <R, V>(document: Document<R, V>, variables: V): Promise<void> =>
  queryClient.prefetchQuery({ queryKey: keyOf(document, variables), queryFn: ({ signal }) => request(document, variables, signal) });

/** Marks everything under these root fields as old. */
export const refresh = (...rootFields: string[]): Promise<void> =>
  queryClient.invalidateQueries({ predicate: query => rootFields.includes(String(query.queryKey[0])) });
