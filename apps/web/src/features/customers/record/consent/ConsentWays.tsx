import { Button } from 'antd';
import { useFormat, useSave } from '@dossier/client';
import { StateDot, useLanguage, useText } from '@dossier/ui';
import { useState } from 'react';
import { CONSENT, type Purposes, type Sheet } from './consent.types';
import { RecordConsentDocument, UndoConsentDocument } from './consent.documents';
import { consentTerms, consentText } from './consent.text';
import { GiveConsentDialog } from './GiveConsentDialog';

type Purpose = Purposes[number];
type State = NonNullable<Sheet['states']>[number];
interface Props { customerId: string; purpose: Purpose; sheet: Sheet; may: boolean }

const isChosen = ({ legalBasis }: Purpose): boolean => legalBasis === 'CONSENT' || legalBasis === 'LEGITIMATE_INTEREST';

/** One purpose with its ways: what was said of each, and what can be said now. */
export function ConsentWays({ customerId, purpose, sheet, may }: Props) {
  const t = useText(consentText);
  const term = useText(consentTerms);
  const language = useLanguage();
  const name = (language === 'en' ? purpose.nameEn : purpose.name) ?? '';
  const basis = purpose.legalBasis ? term(`LegalBasis.${purpose.legalBasis}`) : '';
  const states = (sheet.states ?? []).filter((state) => state.purpose === purpose.code);
  return (
    <div className="consent-purpose">
      <div className="consent-head"><h3>{name}</h3>{may && isChosen(purpose) && states.length > 1 && states.some((state) => state.allowed) && <WithdrawAll customerId={customerId} code={purpose.code ?? ''} name={name} />}</div>
      {isChosen(purpose)
        ? <ul className="d-rows" aria-label={name}>{states.map((state) => <Way key={state.channel} customerId={customerId} purpose={purpose} name={name} state={state} may={may} />)}</ul>
        : <p className="d-note">{t('byBasis', { basis })}</p>}
    </div>
  );
}

function WithdrawAll({ customerId, code, name }: { customerId: string; code: string; name: string }) {
  const t = useText(consentText);
  const undo = useSave(UndoConsentDocument, { refreshes: CONSENT, loud: true });
  const withdraw = useSave(RecordConsentDocument, { refreshes: CONSENT, loud: true, done: t('withdrawn'), undo: (answer) => answer.recordConsent && undo.run({ id: answer.recordConsent.id }) });
  return <Button type="link" size="small" aria-label={t('withdrawAllOf', { name })} disabled={withdraw.busy} onClick={() => void withdraw.run({ customerId, input: { purpose: code, channel: 'ANY', choice: 'WITHDRAWN' } })}>{t('withdrawAll')}</Button>;
}

function Way({ customerId, purpose, name, state, may }: Omit<Props, 'sheet'> & { name: string; state: State }) {
  const t = useText(consentText);
  const term = useText(consentTerms);
  const format = useFormat();
  const [giving, setGiving] = useState(false);
  const channel = state.channel ?? 'ANY';
  const way = channel === 'ANY' ? t('all') : term(`ConsentChannel.${channel}`);
  const what = `${name} · ${way}`;
  const undo = useSave(UndoConsentDocument, { refreshes: CONSENT, loud: true });
  const withdraw = useSave(RecordConsentDocument, { refreshes: CONSENT, loud: true, done: t('withdrawn'), undo: (answer) => answer.recordConsent && undo.run({ id: answer.recordConsent.id }) });
  const said = state.state === null || state.state === undefined ? (purpose.legalBasis === 'CONSENT' ? t('notAsked') : t('byDefault')) : t(state.state === 'GIVEN' ? 'allowed' : 'refused');
  return (
    <li className="d-row">
      <span className="d-row-lead">{way}</span>
      <span className="d-row-words"><StateDot tone={state.allowed ? 'ok' : 'plain'}>{said}</StateDot>{state.at && <span className="d-caption">{format.instant(state.at)}</span>}</span>
      {may && (
        <span className="d-row-verb">
          {state.state !== 'GIVEN' && <Button type="link" size="small" aria-label={t('giveThis', { what })} onClick={() => setGiving(true)}>{t('give')}</Button>}
          {state.state !== 'WITHDRAWN' && <Button type="link" size="small" aria-label={t('withdrawThis', { what })} disabled={withdraw.busy} onClick={() => void withdraw.run({ customerId, input: { purpose: purpose.code ?? '', channel, choice: 'WITHDRAWN' } })}>{t('withdraw')}</Button>}
        </span>
      )}
      {giving && <GiveConsentDialog customerId={customerId} purpose={purpose} channel={channel} what={what} onClose={() => setGiving(false)} />}
    </li>
  );
}
