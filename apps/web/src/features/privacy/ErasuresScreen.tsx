import { Button } from 'antd';
import { failure, useAsk, useFormat, useMay, type AnswerOf } from '@dossier/client';
import { Dialog, EmptyState, Facts, Failed, NotAllowed, Page, Row, Rows, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { ErasuresDocument } from './privacy.documents';
import { privacyText } from './privacy.text';
import { PrivacyTabs } from './PrivacyTabs';
import './privacy.css';

type Erasure = NonNullable<AnswerOf<typeof ErasuresDocument>['erasures']>['nodes'][number];
const STEP = 50;
const MOST = 200;

export function ErasuresScreen() {
  const t = useText(privacyText);
  return useMay('privacy.manage') ? <Erasures /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** Who was forgotten, by number alone; each with its certificate. */
function Erasures() {
  const t = useText(privacyText);
  const format = useFormat();
  const [first, setFirst] = useState(STEP);
  const [shown, setShown] = useState<Erasure | null>(null);
  const ask = useAsk(ErasuresDocument, { first }, { keep: true });
  const erasures = ask.data?.erasures?.nodes ?? [];
  return (
    <Page title={t('title')} help="consent" flush>
      <PrivacyTabs current="erasures" />
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && erasures.length === 0 && <EmptyState title={t('noErasures')} text={t('noErasuresText')} />}
      <div className="d-page">
        {erasures.length > 0 && (
          <Rows label={t('tabErasures')}>
            {erasures.map(erasure => <Row key={erasure.id} lead={format.day(erasure.erasedAt)} title={erasure.archiveNo} note={[erasure.actorName, erasure.reason].filter(Boolean).join(' · ')} verb={<Button size="small" aria-label={t('certificateOf', { number: erasure.listNumber ?? 0 })} onClick={() => setShown(erasure)}>{t('certificate')}</Button>} />)}
          </Rows>
        )}
        {ask.data?.erasures?.pageInfo.hasNextPage && first < MOST && <Button type="link" onClick={() => setFirst(first + STEP)}>{t('more')}</Button>}
      </div>
      {shown && <Certificate erasure={shown} onClose={() => setShown(null)} />}
    </Page>
  );
}

function Certificate({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const t = useText(privacyText);
  const format = useFormat();
  return (
    <Dialog open title={t('certificateOf', { number: erasure.listNumber ?? 0 })} onClose={onClose} width={640} verb={t('print')} onVerb={() => window.print()}>
      <Facts items={[
        { label: t('record'), value: erasure.archiveNo }, { label: t('when'), value: format.instant(erasure.erasedAt) }, { label: t('who'), value: erasure.actorName }, { label: t('why'), value: erasure.reason },
        { label: t('mark'), value: <code className="privacy-mark">{erasure.listMark}</code> },
        { label: t('removed'), value: <ul className="privacy-counts">{(erasure.counts ?? []).map(({ table, rows }) => <li key={table}>{t('rows', { table: table ?? '', count: rows ?? 0 })}</li>)}</ul> },
      ]} />
    </Dialog>
  );
}
