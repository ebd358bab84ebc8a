import { Button } from 'antd';
import { failure, useAsk, useFormat, useSave, type AnswerOf } from '@dossier/client';
import { Failed, Section, useLanguage, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import type { Purposes } from './consent.types';
import { ConsentEntriesDocument, RevealConsentProofDocument } from './consent.documents';
import { consentTerms, consentText } from './consent.text';

type Entry = NonNullable<AnswerOf<typeof ConsentEntriesDocument>['consentEntries']>['nodes'][number];

/** Every line that was ever written: nothing is edited, and a mistake is a further line. */
export function ConsentLedger({ customer, purposes }: { customer: CustomerRecord; purposes: Purposes }) {
  const t = useText(consentText);
  const ask = useAsk(ConsentEntriesDocument, { id: customer.id });
  const entries = ask.data?.consentEntries?.nodes ?? [];
  const mayReveal = (customer.can ?? []).includes('REVEAL');
  return (
    <Section title={t('ledger')}>
      {ask.isPending && <Waiting rows={3} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && entries.length === 0 && <p className="d-note">{t('noLedger')}</p>}
      {entries.length > 0 && <ul className="d-rows" aria-label={t('ledger')}>{entries.map((entry) => <Line key={entry.id} entry={entry} purposes={purposes} mayReveal={mayReveal} />)}</ul>}
    </Section>
  );
}

function Line({ entry, purposes, mayReveal }: { entry: Entry; purposes: Purposes; mayReveal: boolean }) {
  const t = useText(consentText);
  const term = useText(consentTerms);
  const language = useLanguage();
  const format = useFormat();
  const [proof, setProof] = useState<string | null>(null);
  const [shows, setShows] = useState(false);
  const reveal = useSave(RevealConsentProofDocument, { loud: true, onDone: (answer) => setProof(answer.revealConsentProof?.proof ?? '') });
  const purpose = purposes.find(({ code }) => code === entry.purpose?.name);
  const notice = purpose?.notices?.find(({ number }) => number === entry.notice);
  const name = (language === 'en' ? purpose?.nameEn : purpose?.name) ?? entry.purpose?.name ?? '';
  const channel = entry.channel === 'ANY' || !entry.channel ? t('all') : term(`ConsentChannel.${entry.channel}`);
  const notes = [entry.source && term(`ConsentSource.${entry.source}`), entry.source === 'STAFF' ? t('by', { name: entry.actorName ?? '' }) : null, entry.undone ? t('undoneMark') : null].filter(Boolean);
  return (
    <li className="d-row consent-line">
      <span className="d-row-lead">{format.instant(entry.at)}</span>
      <span className="d-row-words">
        <span className={entry.undone ? 'd-row-title consent-undone' : 'd-row-title'}>{t('line', { act: entry.act ? term(`ConsentAct.${entry.act}`) : '', purpose: name, channel })}</span>
        <span className="d-caption">{notes.join(' · ')}</span>
        {proof !== null && <span className="consent-proof">{t('proof')}: {proof}</span>}
        {shows && notice && <span className="consent-proof">{t('noticeShown', { number: notice.number ?? 0 })}: {language === 'en' ? notice.textEn : notice.text}</span>}
      </span>
      <span className="d-row-verb">
        {notice && <Button type="link" size="small" aria-expanded={shows} onClick={() => setShows(!shows)}>{t('seeNotice')}</Button>}
        {entry.proof && proof === null && mayReveal && <Button type="link" size="small" disabled={reveal.busy} onClick={() => void reveal.run({ id: entry.id })}>{t('seeProof')}</Button>}
      </span>
    </li>
  );
}
