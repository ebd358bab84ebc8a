import { createContext, useContext } from 'react';
import type { Choices } from '../ask/choices';
import type { Names } from '../rules/rule.sentence';
import type { Edit } from './useDefinition';

export interface Counted { count: number; isExact: boolean }
interface Builder {
  edit: Edit;
  choices: Choices;
  names: Names;
  /** How many meet a condition alone, by the id of its node. */
  counts: ReadonlyMap<string, Counted>;
  /** What the server refused, by the id of the node. */
  faults: ReadonlyMap<string, string>;
  /** The condition that was just added takes the keyboard. */
  newest: string | null;
  setNewest: (id: string | null) => void;
}

const BuilderContext = createContext<Builder | null>(null);
export const BuilderProvider = BuilderContext.Provider;

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('A rule stands outside of its builder');
  return builder;
}
