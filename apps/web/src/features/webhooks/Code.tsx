import { Button } from 'antd';
import { Dialog, useCopy, useText } from '@dossier/ui';
import { SIGNING, VERIFYING } from './examples';
import { webhooksText } from './webhooks.text';

/** A piece of code that may be wider than its place. */
export function Example({ of }: { of: 'verifying' | 'signing' }) {
  const t = useText(webhooksText);
  return (
    <div className="hook-example">
      <span className="d-caption">{t(of)}</span>
      <pre className="d-code" tabIndex={0} aria-label={t(of)}>{of === 'verifying' ? VERIFYING : SIGNING}</pre>
    </div>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  const t = useText(webhooksText);
  const copyOut = useCopy();
  const copy = () => void copyOut(text, t('copied'));
  return (
    <>
      <span className="d-caption">{label}</span>
      <div className="d-secret"><code className="d-mono">{text}</code><Button size="small" onClick={copy} aria-label={`${t('copy')} ${label}`}>{t('copy')}</Button></div>
    </>
  );
}

/** The secret, this once, with what the other side does with it. */
export function SecretDialog({ secret, address, of, onClose }: { secret: string; address?: string; of: 'verifying' | 'signing'; onClose: () => void }) {
  const t = useText(webhooksText);
  return (
    <Dialog open title={t('secretTitle')} width={720} onClose={onClose}>
      <p className="d-note">{t('secretText')}</p>
      {address && <Copied label={t('address')} text={address} />}
      <Copied label={t('secret')} text={secret} />
      <Example of={of} />
      <div className="d-kept"><Button type="primary" autoFocus onClick={onClose}>{t('done')}</Button></div>
    </Dialog>
  );
}
