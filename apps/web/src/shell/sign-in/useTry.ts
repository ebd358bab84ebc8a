import { errorText } from '@dossier/client';
import { useState } from 'react';

/** One attempt at a time, and what was wrong with the last. */
export function useTry(): { busy: boolean; fault: string | null; attempt: (run: () => Promise<unknown>) => Promise<void>; clear: () => void } {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const attempt = async (run: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    try {
      await run();
    } catch (reason) {
      setFault(reason);
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault: fault === null ? null : errorText(fault), attempt, clear: () => setFault(null) };
}
