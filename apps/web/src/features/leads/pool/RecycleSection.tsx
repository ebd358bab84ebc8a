import { Button } from 'antd';
import { Moment, useAsk, useFormat, useSave, type AnswerOf } from '@dossier/client';
import { Row, Rows, Section, StateDot, useListing, useText } from '@dossier/ui';
import type { ReactNode } from 'react';
import { leadWords } from '../leads.words';
import { RecycleOutlookDocument, SpareLeadDocument, UnspareLeadDocument } from './recycle.documents';
import { recycleText } from './recycle.text';

type Outlook = NonNullable<NonNullable<AnswerOf<typeof RecycleOutlookDocument>['lead']>['recycleOutlook']>;
const OLD = ['lead', 'leads'];

/** When an open lead goes back to a pool by itself, or what keeps it from going back. Nothing where no rule would ever take it. */
export function RecycleSection({ id, maySpare }: { id: string; maySpare: boolean }) {
  const t = useText(recycleText);
  const outlook = useAsk(RecycleOutlookDocument, { id }).data?.lead?.recycleOutlook;
  if (!outlook) return null;
  return <Section title={t('title')}><Rows label={t('title')}><Told outlook={outlook} verb={maySpare ? <SpareVerb id={id} isSpared={outlook.isSpared} until={outlook.sparedUntil} /> : undefined} /></Rows></Section>;
}

function Told({ outlook, verb }: { outlook: Outlook; verb?: ReactNode }) {
  const t = useText(recycleText);
  const words = useText(leadWords);
  const listing = useListing();
  const format = useFormat();
  const { at, pool, reason, warnedAt, spared, isSpared, sparedUntil } = outlook;
  const why = reason ? words(`RecycleReason.${reason}`) : null;
  const until = isSpared && sparedUntil ? t('until', { day: format.day(sparedUntil) }) : null;
  if (!at || spared.length > 0) {
    const note = [listing(spared.map((one) => words(`RecycleExemption.${one}`))), until, at && why ? t('otherwise', { pool: pool?.name ?? '', why }) : t('noRule')].filter(Boolean).join(' · ');
    return <Row title={<StateDot tone="ok">{t('stays')}</StateDot>} note={note} verb={verb} />;
  }
  return <Row title={<StateDot tone={warnedAt ? 'warn' : 'plain'}>{t('goesBack', { pool: pool?.name ?? '' })}</StateDot>} note={<>{why} · {warnedAt ? <>{t('toldAt')} <Moment at={warnedAt} /></> : t('notTold')}</>} value={<Moment at={at} />} verb={verb} />;
}

/** Spares a lead for good; taken back, it is spared as long as before. */
function SpareVerb({ id, isSpared, until }: { id: string; isSpared: boolean; until: string | null }) {
  const t = useText(recycleText);
  const options = { refreshes: OLD, loud: true };
  const [again, back] = [useSave(SpareLeadDocument, { ...options, done: t('spared') }), useSave(UnspareLeadDocument, { ...options, done: t('unspared') })];
  const spare = useSave(SpareLeadDocument, { ...options, done: t('spared'), undo: () => back.run({ id }) });
  const unspare = useSave(UnspareLeadDocument, { ...options, done: t('unspared'), undo: () => again.run({ id, until }) });
  return <Button size="small" disabled={spare.busy || unspare.busy} onClick={() => void (isSpared ? unspare.run({ id }) : spare.run({ id }))}>{t(isSpared ? 'unspare' : 'spare')}</Button>;
}
