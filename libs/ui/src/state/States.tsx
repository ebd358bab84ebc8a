import { Button, Skeleton } from 'antd';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { Icon } from '../theme/Icon';
import { copyText } from './copy';

const FOLDER = 'M1 8V46H63V13H27L23 8Z';
const DRAWINGS: Record<Kind, ReactNode> = {
  empty: <path d="M7 21H57M7 29H40" opacity=".45" />,
  notFound: <><circle cx="33" cy="29" r="8" /><path d="M39 35l6 6" /></>,
  notAllowed: <><rect x="25" y="27" width="16" height="12" rx="1.5" /><path d="M28 27v-4a5 5 0 0 1 10 0v4" /></>,
  failed: <path d="M15 13l8 8-6 7 10 18" />,
};
type Kind = 'empty' | 'notFound' | 'notAllowed' | 'failed';

interface StateProps { title: ReactNode; text?: ReactNode; actions?: ReactNode; number?: string | null }

/** Title says what happened, text why and what to do, the number comes last. */
function State({ kind, title, text, actions, number }: StateProps & { kind: Kind }) {
  const t = useText(uiText);
  return (
    <div className="d-state" role={kind === 'failed' ? 'alert' : undefined}>
      <svg className="d-state-drawing" width="64" height="48" viewBox="0 0 64 48" fill="none" stroke="currentColor" strokeWidth="1.25" aria-hidden>
        <path d={FOLDER} />{DRAWINGS[kind]}
      </svg>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {actions && <div className="d-state-actions">{actions}</div>}
      {number && <p className="d-caption">{t('number', { number })}</p>}
    </div>
  );
}

export const EmptyState = (props: StateProps) => <State kind="empty" {...props} />;
export const NothingFound = (props: StateProps) => <State kind="notFound" {...props} />;

export function NotAllowed({ title, text, ...rest }: Partial<StateProps>) {
  const t = useText(uiText);
  return <State kind="notAllowed" title={title ?? t('notAllowedTitle')} text={text ?? t('notAllowedText')} {...rest} />;
}

interface FailedProps { title?: ReactNode; text: ReactNode; number?: string | null; onRetry?: () => void }

export function Failed({ title, text, number, onRetry }: FailedProps) {
  const t = useText(uiText);
  const copy = number ? <Button type="link" onClick={() => void copyText(number)}>{t('copyNumber')}</Button> : null;
  const retry = onRetry ? <Button icon={<Icon of={RotateCw} />} onClick={onRetry}>{t('tryAgain')}</Button> : null;
  return <State kind="failed" title={title ?? t('failedTitle')} text={text} number={number} actions={<>{retry}{copy}</>} />;
}

/** The page's shape while its content is under way. */
export function Waiting({ rows = 8 }: { rows?: number }) {
  const t = useText(uiText);
  return (
    <div className="d-waiting" role="status" aria-label={t('loading')}>
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
