import { Button, Input } from 'antd';
import { useFormat, useSave } from '@dossier/client';
import { Dialog, useCopy, useText, Waiting } from '@dossier/ui';
import { useEffect } from 'react';
import { MakePreferenceLinkDocument } from './consent.documents';
import { consentText } from './consent.text';
import { useState } from 'react';

/** A link that the person opens without an account; made when the dialog opens, and kept nowhere. */
export function LinkDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useText(consentText);
  const format = useFormat();
  const copyOut = useCopy();
  const [link, setLink] = useState<{ url: string; expiresAt: string } | null>(null);
  const make = useSave(MakePreferenceLinkDocument, { loud: true, onDone: ({ makePreferenceLink: made }) => made && setLink({ url: made.url ?? '', expiresAt: made.expiresAt ?? '' }) });
  const { run } = make;
  useEffect(() => void run({ customerId }), [run, customerId]);
  const copy = () => void copyOut(link?.url ?? '', t('copied'));
  return (
    <Dialog open title={t('linkTitle')} onClose={onClose} width={640}>
      {!link && <Waiting rows={2} />}
      {link && <p>{t('linkText', { day: format.day(link.expiresAt) })}</p>}
      {link && <div className="consent-link"><Input readOnly aria-label={t('link')} value={link.url} onFocus={(event) => event.target.select()} /><Button type="primary" onClick={() => void copy()}>{t('copy')}</Button></div>}
    </Dialog>
  );
}
