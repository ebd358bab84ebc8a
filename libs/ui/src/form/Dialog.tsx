import { Button, Drawer, Modal } from 'antd';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';

interface DialogProps { open: boolean; title: string; onClose: () => void; verb?: string; onVerb?: () => unknown; busy?: boolean; danger?: boolean; disabled?: boolean; width?: 480 | 640 | 720; footLeft?: ReactNode; children: ReactNode }

const FIRST = 'input[data-first], textarea[data-first], [data-first] input';

/** Opening, a layer takes the keyboard for its own close button: the field marked `data-first`, or the one within what is marked so, gets it back. */
function useFirstField() {
  const body = useRef<HTMLDivElement>(null);
  return { body, opened: (isOpen: boolean) => isOpen && body.current?.querySelector<HTMLElement>(FIRST)?.focus() };
}

/** A question or a small form; the verb stands last and bears its name. */
export function Dialog({ open, title, onClose, verb, onVerb, busy, danger, disabled, width = 480, footLeft, children }: DialogProps) {
  const t = useText(uiText);
  const first = useFirstField();
  // The keys that save everywhere save here too, and leave the input method its own Enter.
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing || busy || disabled) return;
    event.preventDefault();
    onVerb?.();
  };
  const foot = verb && (
    <div className="d-dialog-foot">
      <span>{footLeft}</span>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="primary" danger={danger} disabled={busy || disabled} aria-busy={busy} onClick={() => onVerb?.()}>{verb}</Button>
    </div>
  );
  return (
    <Modal open={open} title={title} onCancel={onClose} width={width} footer={foot ?? null} destroyOnHidden closable={{ 'aria-label': t('close') }} afterOpenChange={first.opened}>
      <div ref={first.body} onKeyDown={verb ? keys : undefined}>{children}</div>
    </Modal>
  );
}

/** A drawer at the right, over the full width on a phone. */
export function SideDrawer({ open, title, onClose, onOpened, extra, children }: { open: boolean; title: string; onClose: () => void; /** It stands open: a field may take the keyboard now. */ onOpened?: () => void; extra?: ReactNode; children: ReactNode }) {
  const t = useText(uiText);
  return (
    <Drawer open={open} title={title} onClose={onClose} extra={extra} placement="right" size={480} className="d-drawer" destroyOnHidden closable={{ 'aria-label': t('close') }} afterOpenChange={isOpen => isOpen && onOpened?.()}>
      {children}
    </Drawer>
  );
}
