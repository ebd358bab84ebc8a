import { errorText, request, ServerError } from '@dossier/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { CollectLeadsDocument } from './fair.documents';
import { bundles, sentEntry, type FairEntry } from './fair.rules';
import { forget, keepEntry, waitingOf } from './fair.store';

/** What passes by itself, and after how long what waits is sent again. */
const PASSING = new Set(['OFFLINE', 'UNAVAILABLE', 'STORAGE_FULL', 'RATE_LIMITED']);
const AGAIN_MS = 15_000;

/** An entry before it has its number and its time. */
export type FairDraft = Omit<FairEntry, 'key' | 'at'>;

export interface Fair {
  waiting: readonly FairEntry[];
  sending: boolean;
  /** How many the last sending took. */
  sent: number | null;
  fault: string | null;
  /** What stood in the way passes by itself: it is sent again without anybody's doing. */
  passes: boolean;
  /** False: this browser kept nothing. */
  keep: (form: FairDraft) => Promise<boolean>;
  send: () => Promise<void>;
}

/** What waits on this phone, and the way to send it: each entry goes once the server has said that it holds it, and not before. */
export function useFair(person: string | null, { maySend }: { maySend: boolean }): Fair {
  const [waiting, setWaiting] = useState<readonly FairEntry[]>([]);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [passes, setPasses] = useState(false);
  const under = useRef(false);
  const read = useCallback(async () => setWaiting(person === null ? [] : await waitingOf(person).catch(() => [])), [person]);
  const send = useCallback(async () => {
    if (under.current || person === null || !maySend) return;
    under.current = true;
    setSending(true);
    setFault(null);
    setPasses(false);
    let count = 0;
    try {
      for (const some of bundles(await waitingOf(person))) {
        const { collectLeads: taken } = await request(CollectLeadsDocument, { input: { entries: some.map(sentEntry) } });
        const keys = (taken ?? []).map(({ key }) => key);
        await forget(keys);
        count += keys.length;
      }
      if (count > 0) setSent(count);
    } catch (reason) {
      setFault(errorText(reason));
      setPasses(reason instanceof ServerError && PASSING.has(reason.code));
    } finally {
      under.current = false;
      setSending(false);
      await read();
    }
  }, [maySend, person, read]);
  useEffect(() => {
    void read().then(() => (navigator.onLine ? send() : undefined));
    const again = () => void send();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [read, send]);
  useEffect(() => {
    if (!passes) return undefined;
    const later = setTimeout(() => void send(), AGAIN_MS);
    return () => clearTimeout(later);
  }, [passes, send]);
  const keep = useCallback(async (form: FairDraft): Promise<boolean> => {
    if (person === null) return false;
    try {
      await keepEntry(person, { ...form, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 14)}`, at: new Date().toISOString() });
    } catch {
      return false;
    }
    setSent(null);
    await read();
    if (navigator.onLine) void send();
    return true;
  }, [person, read, send]);
  return { waiting, sending, sent, fault, passes, keep, send };
}
