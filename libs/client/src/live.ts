import type { Query } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { queryClient } from './asks';
import { afterSignIn, askOf } from './graphql';
import { ChangesDocument } from './live.documents';
import { isKnown, liveTypes, mayShow, type Told } from './live.rules';

/** What one act changes arrives within a moment: it is read once. After that, so long passes before the next reading. */
const TOGETHER = 60;
const GAP = 400;
/** Many tabs hear of a big import at once: each reads at its own moment. */
const SPREAD = 800;
const ACK = 10_000;
const ALIVE = 25_000;
const PATIENCE = 5_000;
const LONGEST = 60_000;
const AGAIN = 30_000;

type Hearer = (told: Told) => void;
const hearers = new Set<{ types: ReadonlySet<string>; hear: Hearer }>();
let heard: Told[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;
let latest = 0;

const isOld = (query: Query, told: readonly Told[]): boolean =>
  told.some(one => mayShow(String(query.queryKey[0]), query.queryKey[2], one) && !isKnown(query.state.data, one));

/** What is shown and touched by what was heard is read anew, with the reader's own rights; what is not shown waits until it is. */
function readAnew(): void {
  timer = null;
  latest = Date.now();
  const told = heard;
  heard = [];
  const old = queryClient.getQueryCache().findAll({ predicate: query => query.state.data !== undefined && isOld(query, told) });
  const busy = old.filter(query => query.state.fetchStatus === 'fetching');
  // An answer that is under way may be from before the change: it is looked at once it is here.
  if (busy.length > 0) for (const one of told) take(one);
  const keys = new Set(old.filter(query => !busy.includes(query)).map(query => query.queryHash));
  void queryClient.invalidateQueries({ predicate: query => keys.has(query.queryHash), refetchType: document.hidden ? 'none' : 'active' });
}

function take(told: Told): void {
  heard.push(told);
  const spread = told.operation === 'MANY' ? Math.random() * SPREAD : 0;
  timer ??= setTimeout(readAnew, Math.max(TOGETHER, latest + GAP - Date.now()) + spread);
}

function hear(told: Told): void {
  take(told);
  for (const hearer of hearers) if (hearer.types.has(told.type)) hearer.hear(told);
}

/** After a gap nobody can say what was missed. */
const missed = (): void => {
  for (const type of liveTypes) hear({ type, operation: 'MANY' });
};

/** The protocol demands a text; where a hash stands for it, it is empty. */
function asked(): { query: string; extensions?: Record<string, unknown> } {
  const { query, documentId } = askOf(ChangesDocument);
  return query === undefined ? { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: documentId } } } : { query };
}

let wake: (() => void) | null = null;
/** Waits longer each time, never as long as the others; a sign-in or a line that is back ends the wait. */
const wait = (retries: number): Promise<void> =>
  new Promise(resolve => {
    const end = (): void => {
      clearTimeout(again);
      wake = null;
      resolve();
    };
    const again = setTimeout(end, Math.min(LONGEST, 500 * 2 ** retries) * (0.5 + Math.random()));
    wake = end;
  });
const rouse = (): void => wake?.();

/** The one line of this tab, taken up again whenever it breaks. Gives the way to end it. */
async function connect(): Promise<() => void> {
  const { createClient } = await import('graphql-ws');
  let watch: ReturnType<typeof setTimeout> | undefined;
  let wasOn = false;
  const client = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true, retryAttempts: Infinity, shouldRetry: () => true, retryWait: wait, connectionAckWaitTimeout: ACK, keepAlive: ALIVE,
    on: {
      connected: () => {
        if (wasOn) missed();
        wasOn = true;
      },
      ping: isReceived => {
        if (!isReceived) watch = setTimeout(() => client.terminate(), PATIENCE);
      },
      pong: isReceived => isReceived && clearTimeout(watch),
    },
  });
  let ended = false;
  const listen = (): void => {
    if (ended) return;
    const again = (): void => void setTimeout(listen, AGAIN * (0.5 + Math.random()));
    client.subscribe<{ changes: Told }>({ ...asked(), variables: { types: liveTypes } }, { next: ({ data }) => data && hear(data.changes), error: again, complete: again });
  };
  listen();
  return () => {
    ended = true;
    void client.dispose();
  };
}

/** Keeps what this tab shows true while somebody is signed in. Stands once, in the shell. */
export function useLiveUpdates(): void {
  useEffect(() => {
    if (!('WebSocket' in globalThis)) return;
    let stop: (() => void) | null = null;
    let gone = false;
    void connect().then(end => (gone ? end() : (stop = end)), () => undefined);
    afterSignIn.add(rouse);
    window.addEventListener('online', rouse);
    return () => {
      gone = true;
      stop?.();
      afterSignIn.delete(rouse);
      window.removeEventListener('online', rouse);
    };
  }, []);
}

/** Calls back for each change of these types within reach; lists and records are read anew without it. */
export function useLive(types: readonly string[], hear: Hearer): void {
  const now = useRef(hear);
  now.current = hear;
  const names = types.join();
  useEffect(() => {
    const hearer = { types: new Set(names.split(',')), hear: (told: Told) => now.current(told) };
    hearers.add(hearer);
    return () => void hearers.delete(hearer);
  }, [names]);
}
