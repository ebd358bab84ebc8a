import { AsyncLocalStorage } from 'node:async_hooks';
import type { Viewer } from '../access/viewer';
import type { ErrorReader } from '../errors/format-error';

/** What is known of the request everywhere below it. A sign-in replaces the viewer within the request. */
export interface RequestFacts {
  requestId: string;
  viewer: Viewer;
  onBug: (fault: unknown) => void;
  /** What the document of this request counts, by the rules of `limits`. */
  cost?: number;
}

const requests = new AsyncLocalStorage<RequestFacts>();

export const inRequest = <R>(facts: RequestFacts, run: () => R): R => requests.run(facts, run);
export const currentRequest = (): RequestFacts | undefined => requests.getStore();

/** For whom errors are worded: the viewer of this request, or Chinese where nothing is known. */
export function readerOfRequest(): ErrorReader {
  const facts = requests.getStore();
  return { language: facts?.viewer.language ?? 'zh', requestId: facts?.requestId ?? '-', onBug: facts?.onBug ?? (() => undefined) };
}
