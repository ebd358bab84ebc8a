import { useCallback, useState } from 'react';
import { keepSetup, keptSetup, type FairSetup } from './fair.rules';

/** What was chosen for this fair, kept on the phone with each change. */
export function useSetup(): readonly [FairSetup, (setup: FairSetup) => void] {
  const [setup, set] = useState<FairSetup>(keptSetup);
  const change = useCallback((next: FairSetup) => {
    keepSetup(next);
    set(next);
  }, []);
  return [setup, change];
}
