import { useSyncExternalStore } from 'react';

function listen(hear: () => void): () => void {
  window.addEventListener('online', hear);
  window.addEventListener('offline', hear);
  return () => {
    window.removeEventListener('online', hear);
    window.removeEventListener('offline', hear);
  };
}

/** Whether this device has a network; that the server answers is another matter. */
export const useOnline = (): boolean => useSyncExternalStore(listen, () => navigator.onLine);
