import { Button } from 'antd';
import { failure, Moment, useAsk, type AnswerOf } from '@dossier/client';
import { fieldName } from '@dossier/vocabulary/field-names';
import { permissions, type Permission } from '@dossier/vocabulary/permissions';
import { Failed, SideDrawer, StateDot, useLanguage, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { WhyCustomerDocument } from '../customers.documents';
import { whyText } from './why.text';

type Why = NonNullable<AnswerOf<typeof WhyCustomerDocument>['whyCan']>;
type Reason = Why['words'][number]['reasons'][number];

/** Why one may see and do what one sees and does here: by which role, and how far it reaches. */
export function WhyPanel({ id }: { id: string }) {
  const t = useText(whyText);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" className="customer-why" onClick={() => setOpen(true)}>{t('ask')}</Button>
      <SideDrawer open={open} title={t('ask')} onClose={() => setOpen(false)}>{open && <Reasons id={id} />}</SideDrawer>
    </>
  );
}

function Reasons({ id }: { id: string }) {
  const t = useText(whyText);
  const language = useLanguage();
  const ask = useAsk(WhyCustomerDocument, { id }, { staleTime: 0 });
  const why = ask.data?.whyCan;
  const closed = (why?.fields ?? []).filter(field => field.level !== 'READ');
  const named = (level: string) => closed.filter(field => field.level === level).map(field => fieldName(field.name, language)).join(language === 'zh' ? '、' : ', ');
  return (
    <>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {why && <ul className="d-rows">{why.words.map(word => <WordLine key={word.action} word={word} />)}</ul>}
      {why && <p className="d-note d-quiet">{closed.length === 0 ? t('allFields') : [named('MASKED') && t('maskedFields', { fields: named('MASKED') }), named('HIDDEN') && t('hiddenFields', { fields: named('HIDDEN') })].filter(Boolean).join(' ')}</p>}
    </>
  );
}

function WordLine({ word }: { word: Why['words'][number] }) {
  const t = useText(whyText);
  const language = useLanguage();
  return (
    <li className="customer-why-line">
      <StateDot tone={word.allowed ? 'ok' : 'plain'}>{permissions[word.action as Permission]?.[language] ?? word.action}{language === 'zh' ? '：' : ': '}{t(word.allowed ? 'yes' : 'no')}</StateDot>
      {word.reasons.length === 0 ? <p className="d-caption">{t('noRole')}</p> : word.reasons.map((reason, at) => <p key={at} className="d-caption"><ReasonText reason={reason} /></p>)}
    </li>
  );
}

function ReasonText({ reason }: { reason: Reason }) {
  const t = useText(whyText);
  const facts = { name: reason.name, lender: reason.lentBy ?? '', scope: t(`scope${reason.scope as 'SELF' | 'TEAM' | 'TEAM_TREE' | 'ALL'}`) };
  return <>{t(`by${reason.source}`, facts)}{reason.until && <> ({t('until')} <Moment at={reason.until} />)</>} – {t(reason.reaches ? 'reaches' : 'misses')}</>;
}
