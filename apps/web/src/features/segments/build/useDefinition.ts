import { isTyping } from '@dossier/client';
import { useText, useToast } from '@dossier/ui';
import { useCallback, useEffect, useState } from 'react';
import { begun, gone, redone, undone, type History } from '../rules/history';
import { fits } from '../rules/rule.tree';
import type { Definition } from '../rules/rule.types';
import { builderText } from './builder.text';

export type Edit = (change: (definition: Definition) => Definition, mark?: string) => void;

/** A definition under the hands: each edit can be taken back, and what the server could not take is not made. */
export function useDefinition(initial: () => Definition) {
  const t = useText(builderText);
  const toast = useToast();
  const [history, setHistory] = useState<History<Definition>>(() => begun(initial()));
  const edit: Edit = useCallback((change, mark) => setHistory((old) => {
    const next = change(old.now);
    if (fits(next)) return gone(old, next, mark ?? null);
    queueMicrotask(() => toast.failed(t('bounds')));
    return old;
  }), [t, toast]);
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);
  const restart = useCallback((definition: Definition) => setHistory(begun(definition)), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || isTyping(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [undo, redo]);
  return { definition: history.now, edit, undo, redo, restart, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}
