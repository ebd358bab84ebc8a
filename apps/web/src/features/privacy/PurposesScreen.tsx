import { Button } from 'antd';
import { failure, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { Failed, Icon, NotAllowed, Page, Section, useLanguage, useListing, useText, Waiting } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { NoticeDialog } from './NoticeDialog';
import { ArchivePurposeDocument, PurposesDocument } from './privacy.documents';
import { privacyText, privacyWords } from './privacy.text';
import type { Purpose } from './privacy.types';
import { PrivacyTabs } from './PrivacyTabs';
import { PurposeDialog } from './PurposeDialog';
import './privacy.css';

type Open = { kind: 'new' } | { kind: 'edit' | 'notice'; purpose: Purpose } | null;

export function PurposesScreen() {
  const t = useText(privacyText);
  return useMay('privacy.manage') ? <Purposes /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** What personal data is used for, on which basis, and what people are told. */
function Purposes() {
  const t = useText(privacyText);
  const ask = useAsk(PurposesDocument, {});
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Page title={t('title')} help="consent" flush actions={<Button type="primary" icon={<Icon of={Plus} />} onClick={() => setOpen({ kind: 'new' })}>{t('newPurpose')}</Button>}>
      <PrivacyTabs current="purposes" />
      <div className="d-page">
        {ask.isPending && <Waiting rows={6} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {(ask.data?.purposes ?? []).map(purpose => <PurposeSection key={purpose.id} purpose={purpose} go={setOpen} />)}
      </div>
      {open?.kind === 'new' && <PurposeDialog onClose={close} />}
      {open?.kind === 'edit' && <PurposeDialog purpose={open.purpose} onClose={close} />}
      {open?.kind === 'notice' && <NoticeDialog purpose={open.purpose} onClose={close} />}
    </Page>
  );
}

function PurposeSection({ purpose, go }: { purpose: Purpose; go: (open: Open) => void }) {
  const t = useText(privacyText);
  const term = useText(privacyWords);
  const language = useLanguage();
  const listing = useListing();
  const format = useFormat();
  const name = (language === 'en' ? purpose.nameEn : purpose.name) ?? '';
  const archive = useSave(ArchivePurposeDocument, { refreshes: ['purposes', 'consentSheet', 'customers'], loud: true, done: t('archived', { name }) });
  const [notice] = purpose.notices ?? [];
  const ways = listing((purpose.channels ?? []).map(channel => term(`ConsentChannel.${channel}`)));
  const facts = [purpose.legalBasis && term(`LegalBasis.${purpose.legalBasis}`), ways, purpose.marketing ? t('marketing') : ''].filter(Boolean).join(' · ');
  const verbs = purpose.can?.includes('UPDATE') && (
    <span className="privacy-verbs">
      <Button type="link" size="small" aria-label={t('editPurpose', { name })} onClick={() => go({ kind: 'edit', purpose })}>{t('edit')}</Button>
      <Button type="link" size="small" aria-label={t('publishFor', { name })} onClick={() => go({ kind: 'notice', purpose })}>{t('publish')}</Button>
      <Button type="link" size="small" danger aria-label={t('archiveThis', { name })} disabled={archive.busy} onClick={() => void archive.run({ id: purpose.id })}>{t('archive')}</Button>
    </span>
  );
  return (
    <Section title={name} note={purpose.code} extra={verbs}>
      <p className="d-note">{facts}</p>
      {notice && <blockquote className="privacy-notice"><span className="d-caption">{t('version', { number: notice.number ?? 0, day: format.day(notice.createdAt) })}</span><p>{language === 'en' ? notice.textEn : notice.text}</p></blockquote>}
    </Section>
  );
}
