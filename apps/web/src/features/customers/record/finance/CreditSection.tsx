import { Alert, Button } from 'antd';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import { packWords, type PackWord } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { CreditFactDrawer } from './CreditFactDrawer';
import { ArchiveCreditFactDocument, CloseCreditWatchDocument, RestoreCreditFactDocument, RevealCreditFactsDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN, type CreditFactRow, type Standing, type Watch } from './finance.types';

interface CreditProps { customer: CustomerRecord; standing: Standing; facts: readonly CreditFactRow[]; watches: readonly Watch[] }

/** What sources say of how the customer pays, and the watches that stop credit because of it. */
export function CreditSection({ customer, standing, facts, watches }: CreditProps) {
  const t = useText(financeText);
  const [adding, setAdding] = useState(false);
  const [clear, setClear] = useState<ReadonlyMap<string, string> | null>(null);
  const reveal = useSave(RevealCreditFactsDocument, { loud: true, onDone: ({ revealCreditFacts }) => setClear(new Map((revealCreditFacts ?? []).map(({ id, value }) => [id, value ?? '']))) });
  const verbs = standing.writable && (
    <>
      {facts.length > 0 && <Button size="small" type="link" disabled={reveal.busy} onClick={() => (clear ? setClear(null) : void reveal.run({ customerId: customer.id }))}>{t(clear ? 'conceal' : 'reveal')}</Button>}
      <Button size="small" onClick={() => setAdding(true)}>{t('addFact')}</Button>
    </>
  );
  return (
    <Section title={t('credit')} extra={verbs}>
      {watches.filter((watch) => !watch.closedAt).map((watch) => <OpenWatch key={watch.id} watch={watch} />)}
      {facts.length === 0 && <p className="d-note">{t('noFacts')}</p>}
      <Rows label={t('credit')}>
        {facts.map((fact) => <FactRow key={fact.id} fact={fact} clear={clear?.get(fact.id)} />)}
        {watches.filter((watch) => watch.closedAt).map((watch) => <PastWatch key={watch.id} watch={watch} />)}
      </Rows>
      {adding && <CreditFactDrawer customer={customer} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function FactRow({ fact, clear }: { fact: CreditFactRow; clear: string | undefined }) {
  const t = useText(financeText);
  const format = useFormat();
  const name = useText(packWords)(`CreditFactKind.${fact.kind}` as PackWord);
  const back = useSave(RestoreCreditFactDocument, { refreshes: SHOWN, loud: true });
  const archive = useSave(ArchiveCreditFactDocument, { refreshes: SHOWN, loud: true, done: t('removed', { name }), undo: () => back.run({ id: fact.id }) });
  return (
    <Row lead={format.dayShort(fact.observedOn)} title={name} note={[fact.source, t('consented', { day: format.day(fact.consentedOn) })].filter(Boolean).join(' · ')} value={clear ?? fact.value ?? '***'}
      verb={fact.can?.includes('ARCHIVE') && <Button size="small" type="link" disabled={archive.busy} aria-label={t('removeThing', { name: `${name} ${format.day(fact.observedOn)}` })} onClick={() => void archive.run({ id: fact.id })}>{t('remove')}</Button>} />
  );
}

function OpenWatch({ watch }: { watch: Watch }) {
  const t = useText(financeText);
  const word = useText(packWords);
  const format = useFormat();
  const close = useSave(CloseCreditWatchDocument, { refreshes: SHOWN, done: t('watchClosed'), loud: true });
  const verb = watch.can?.includes('CLOSE') ? <Button size="small" disabled={close.busy} onClick={() => void close.run({ id: watch.id })}>{t('closeWatch')}</Button> : undefined;
  return <Alert type="warning" showIcon action={verb} title={t('watchOpen', { day: format.day(watch.openedAt?.slice(0, 10)), reason: word(`CreditWatchReason.${watch.reason}` as PackWord) })} description={t('watchRule', { rule: watch.rule ?? '' })} />;
}

function PastWatch({ watch }: { watch: Watch }) {
  const t = useText(financeText);
  const word = useText(packWords);
  const format = useFormat();
  return <Row lead={format.dayShort(watch.openedAt)} title={t('watchOver', { reason: word(`CreditWatchReason.${watch.reason}` as PackWord) })} note={`${format.day(watch.openedAt?.slice(0, 10))} – ${format.day(watch.closedAt?.slice(0, 10))} · ${t('watchRule', { rule: watch.rule ?? '' })}`} />;
}
