import { useSyncExternalStore } from 'react';

const PHONE = '(max-width: 767px)';
const NARROW = '(max-width: 1199px)';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    listener => {
      const media = globalThis.matchMedia(query);
      media.addEventListener?.('change', listener);
      return () => media.removeEventListener?.('change', listener);
    },
    () => globalThis.matchMedia(query).matches,
  );
}

/** Below 768 px the phone shell stands: bars above and below, rows instead of tables. */
export const usePhone = (): boolean => useMedia(PHONE);
/** Below 1200 px the aside goes under the main column. */
export const useNarrow = (): boolean => useMedia(NARROW);
