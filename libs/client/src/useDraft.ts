import { useCallback, useEffect, useRef, useState } from 'react';

const TWO_SECONDS = 2_000;
const place = (key: string) => `dossier.draft.${key}`;

function read<T>(key: string): { at: string; values: T } | null {
  try {
    return JSON.parse(localStorage.getItem(place(key)) ?? 'null') as { at: string; values: T } | null;
  } catch {
    return null;
  }
}

/** Keeps what is typed in this browser every two seconds; `draft` is what an earlier visit left behind. */
export function useDraft<T>(key: string): { draft: T | null; keptAt: string | null; keep: (values: T) => void; drop: () => void } {
  const [found, setFound] = useState(() => read<T>(key));
  const waiting = useRef<T | null>(null);
  useEffect(() => {
    const write = () => {
      if (waiting.current !== null) localStorage.setItem(place(key), JSON.stringify({ at: new Date().toISOString(), values: waiting.current }));
      waiting.current = null;
    };
    const timer = setInterval(write, TWO_SECONDS);
    window.addEventListener('pagehide', write);
    return () => {
      clearInterval(timer);
      write();
      window.removeEventListener('pagehide', write);
    };
  }, [key]);
  const keep = useCallback((values: T) => {
    waiting.current = values;
  }, []);
  const drop = useCallback(() => {
    waiting.current = null;
    localStorage.removeItem(place(key));
    setFound(null);
  }, [key]);
  return { draft: found?.values ?? null, keptAt: found?.at ?? null, keep, drop };
}

/** Drafts and traces of a person leave the browser with them. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith('dossier.draft.') || key.startsWith('dossier.viewed')) localStorage.removeItem(key);
}
