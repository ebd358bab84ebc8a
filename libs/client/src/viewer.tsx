import { createContext, useContext, type ReactNode } from 'react';
import type { Permission } from '@dossier/vocabulary/permissions';
import type { MeQuery } from './generated/graphql';

export type Me = NonNullable<MeQuery['me']>;
const ViewerContext = createContext<Me | null>(null);

export const ViewerProvider = ({ me, children }: { me: Me; children: ReactNode }) => <ViewerContext value={me}>{children}</ViewerContext>;

/** Who is signed in; the shell shows nothing inside before it knows. */
export function useViewer(): Me {
  const me = useContext(ViewerContext);
  if (!me) throw new Error('useViewer stands outside of the signed-in shell');
  return me;
}

/** The same where nobody may be signed in yet. */
export const useMaybeViewer = (): Me | null => useContext(ViewerContext);

export const useMay = (word: Permission): boolean => useViewer().permissions.includes(word);

/** Shows its children to viewers who hold the word; the server decides again. */
export function Can({ do: word, children, otherwise = null }: { do: Permission; children: ReactNode; otherwise?: ReactNode }) {
  return <>{useMay(word) ? children : otherwise}</>;
}
