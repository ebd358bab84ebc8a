import { Alert, Button, Input } from 'antd';
import { Moment } from '@dossier/client';
import { useCopy, useText } from '@dossier/ui';
import { useState } from 'react';
import { teamText } from './team.text';

/** The link of an invitation, for this once: no mail server is set up, so a person has to carry it. */
export function InvitationLink({ link, expiresAt, onDone }: { link: string; expiresAt: string; onDone: () => void }) {
  const t = useText(teamText);
  const [copied, setCopied] = useState(false);
  const copyOut = useCopy();
  const copy = () => void copyOut(link).then(setCopied);
  return (
    <div>
      <Alert type="warning" showIcon role="status" title={t('noMail')} description={t('noMailText')} />
      <p className="d-caption d-quiet">{t('linkUntil')} <Moment at={expiresAt} /></p>
      <Input readOnly value={link} aria-label={t('linkTitle')} onFocus={event => event.target.select()} />
      <div className="d-quiet d-form-verbs"><Button type="primary" onClick={copy}>{t(copied ? 'linkCopied' : 'copyLink')}</Button><Button onClick={onDone}>{t('linkDone')}</Button></div>
    </div>
  );
}
