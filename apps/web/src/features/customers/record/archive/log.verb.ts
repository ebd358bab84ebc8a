import { createContext, useContext } from 'react';

/** Opens the quick entry that belongs to the record in view; null where this reader may not write. */
export const LogVerb = createContext<(() => void) | null>(null);

export const useLogVerb = (): (() => void) | null => useContext(LogVerb);
