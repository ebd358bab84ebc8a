import { App, Button } from 'antd';
import { useMemo } from 'react';
import { say } from '../texts/texts';
import { uiText } from '../texts/ui.text';

const TEN_SECONDS = 10;
let serial = 0;

export interface Toast {
  /** Said when something reversible is done; the way back stays ten seconds. `seconds`: so long it is open in truth, and a bar shows how much of that is left. */
  done(text: string, options?: { undo?: () => unknown; seconds?: number }): void;
  failed(text: string): void;
  say(text: string): void;
}

/** Toasts lie at the lower left, off the verbs; they stay while hovered and are read aloud. */
export function useToast(): Toast {
  const { notification } = App.useApp();
  return useMemo(() => {
    const show = (text: string, role: 'status' | 'alert', { undo, seconds }: { undo?: () => unknown; seconds?: number } = {}) => {
      const key = `toast-${(serial += 1)}`;
      const press = () => {
        notification.destroy(key);
        undo?.();
      };
      const verb = undo ? <Button size="small" onClick={press}>{say(uiText, 'undo')}</Button> : undefined;
      notification.open({ key, title: text, actions: verb, role, duration: seconds ?? (undo || role === 'alert' ? TEN_SECONDS : 4), className: role === 'alert' ? 'd-toast d-toast-failed' : 'd-toast', pauseOnHover: seconds === undefined, showProgress: seconds !== undefined });
    };
    return {
      done: (text, options) => show(text, 'status', options),
      failed: text => show(text, 'alert'),
      say: text => show(text, 'status'),
    };
  }, [notification]);
}
