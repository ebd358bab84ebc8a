import { useToast, type Conflict, type SaveState, type Side } from '@dossier/ui';
import { useCallback, useRef, useState } from 'react';
import { refresh } from './asks';
import { errorText, request, ServerError, type Document } from './graphql';

interface SaveOptions<R> {
  /** Root fields that are old after the save. */
  refreshes?: string[];
  done?: string | ((answer: R) => string);
  undo?: (answer: R) => unknown;
  onDone?: (answer: R) => unknown;
  /** Say a fault as a toast: for verbs without a form. */
  loud?: boolean;
}

export interface Save<R, V> extends SaveState { run: (variables: V) => Promise<R | null>; error: unknown; reset: () => void }
interface ConflictFacts { fields: Record<string, { mine: unknown; theirs: unknown }>; version: number }

/** A fault that names a field belongs on that field. */
function faultsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ServerError) || error.code === 'CONFLICT') return {};
  const field = error.facts['field'];
  const fields = error.facts['fields'];
  if (typeof field === 'string') return { [field]: error.facts['reason'] ? String(error.facts['reason']) : errorText(error) };
  if (typeof fields === 'object' && fields !== null) return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, String(text)]));
  return {};
}

/** The chosen sides put into the input of the next try, with the version that the server now has. */
function resolved<V>(variables: V, facts: ConflictFacts, choice: Record<string, Side>): V {
  const input = { ...((variables as { input?: object }).input ?? {}) } as Record<string, unknown>;
  for (const [name, { theirs }] of Object.entries(facts.fields)) {
    if (choice[name] !== 'theirs') continue;
    // A part of a list of keyed values: `custom.size` stands in `custom` under the key `size`.
    const [list, key] = name.split('.') as [string, string | undefined];
    const parts = input[list];
    if (key !== undefined && Array.isArray(parts)) input[list] = (parts as { key: string }[]).map(part => (part.key === key ? { ...part, value: theirs } : part));
    else input[name] = theirs;
  }
  return { ...variables, version: facts.version, input };
}

/** One save at a time: busy, faults on their fields, both values where somebody else saved meanwhile. */
export function useSave<R, V>(document: Document<R, V>, options: SaveOptions<R> = {}): Save<R, V> {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({});
  const under = useRef(false);
  const latest = useRef(options);
  latest.current = options;
  const refuse = useCallback((reason: unknown, variables: V, again: (variables: V) => Promise<R | null>) => {
    setError(reason);
    setFieldErrors(faultsOf(reason));
    const facts = reason instanceof ServerError && reason.code === 'CONFLICT' && typeof reason.facts['fields'] === 'object' ? (reason.facts as unknown as ConflictFacts) : null;
    setConflict(facts && { fields: facts.fields, resolve: choice => again(resolved(variables, facts, choice)) });
    if (latest.current.loud) toast.failed(errorText(reason));
    return null;
  }, [toast]);
  const run = useCallback(async (variables: V): Promise<R | null> => {
    if (under.current) return null;
    under.current = true;
    setBusy(true);
    try {
      const answer = await request(document, variables);
      setError(null);
      setConflict(null);
      setFieldErrors({});
      const { done, undo, onDone, refreshes = [] } = latest.current;
      await refresh(...refreshes);
      if (done) toast.done(typeof done === 'function' ? done(answer) : done, undo && { undo: () => undo(answer) });
      await onDone?.(answer);
      return answer;
    } catch (reason) {
      under.current = false;
      return refuse(reason, variables, run);
    } finally {
      under.current = false;
      setBusy(false);
    }
  }, [document, refuse, toast]);
  const reset = useCallback(() => {
    setError(null);
    setConflict(null);
    setFieldErrors({});
  }, []);
  return { run, busy, error, errorText: error ? errorText(error) : null, fieldErrors, conflict, reset };
}
