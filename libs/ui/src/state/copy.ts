import { useMemo } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { useToast } from './useToast';

/** Puts a text where it can be pasted from; whether it could. On plain http a page has no clipboard of its own: there the browser's older way serves. */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text).then(() => true, () => copyByCommand(text));
  return copyByCommand(text);
}

function copyByCommand(text: string): boolean {
  let isDone = false;
  const give = (event: ClipboardEvent) => {
    event.stopPropagation();
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    isDone = event.clipboardData !== null;
  };
  document.addEventListener('copy', give, { capture: true });
  try {
    document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', give, { capture: true });
  }
  return isDone;
}

/** Copies a text and says so; where the browser does not let it, says what to do instead. */
export function useCopy(): (text: string, said?: string) => Promise<boolean> {
  const t = useText(uiText);
  const toast = useToast();
  return useMemo(() => async (text, said) => {
    const isDone = await copyText(text);
    if (isDone) toast.done(said ?? t('copied'));
    else toast.failed(t('copyFailed'));
    return isDone;
  }, [t, toast]);
}
