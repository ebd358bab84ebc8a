import { Button } from 'antd';
import { useCopy, useText } from '@dossier/ui';
import { useState } from 'react';
import { factorText } from './factor.text';
import './factor.css';

/** The ten codes, for this once; nothing goes on before somebody says that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => unknown }) {
  const t = useText(factorText);
  const [copied, setCopied] = useState(false);
  const copyOut = useCopy();
  const copy = () => void copyOut(codes.join('\n')).then(setCopied);
  return (
    <section className="d-codes" aria-label={t('codesTitle')}>
      <p className="d-note">{t('codesText')}</p>
      <ol>{codes.map(code => <li key={code}><code className="d-mono">{code}</code></li>)}</ol>
      <div className="d-form-verbs"><Button type="primary" onClick={() => onKept()}>{t('kept')}</Button><Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button></div>
    </section>
  );
}
