import { Button } from 'antd';
import { useFormat, useSave, type AnswerOf } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { useState } from 'react';
import { RecommendDocument } from './insight.documents';
import { insightText } from './insight.text';
import { useScoreWord } from './insight.words';

type Recommendation = NonNullable<AnswerOf<typeof RecommendDocument>['recommend']>;
type Item = NonNullable<Recommendation['items']>[number];
const SLOT = 'record';
const FIRST = 5;

/** What to offer next, and why. It is asked for by a press: what was shown is logged, so that it can be compared with what came of it. */
export function RecommendSection({ customerId }: { customerId: string }) {
  const t = useText(insightText);
  const format = useFormat();
  const [served, setServed] = useState<Recommendation | null>(null);
  const ask = useSave(RecommendDocument, { loud: true, onDone: (answer) => setServed(answer.recommend ?? null) });
  const verb = <Button size="small" loading={ask.busy} onClick={() => void ask.run({ customerId, slot: SLOT, first: FIRST })}>{t('recommend')}</Button>;
  return (
    <Section title={t('recommendTitle')} note={served ? t('servedOn', { day: format.dayShort(served.servedOn) }) : undefined} extra={served ? undefined : verb}>
      {served ? <Served served={served} /> : <p className="d-quiet d-caption">{t('recommendNote')}</p>}
    </Section>
  );
}

function Served({ served }: { served: Recommendation }) {
  const t = useText(insightText);
  const word = useScoreWord();
  const format = useFormat();
  const why = useReason();
  if (served.state !== 'SERVED') return <p className="d-quiet">{t(served.state === 'OPTED_OUT' ? 'optedOut' : 'nothingToOffer')}</p>;
  return (
    <>
      {served.arm === 'HOLDOUT' && <p className="d-caption">{t('heldOut')}</p>}
      <Rows label={t('recommendTitle')}>
        {(served.items ?? []).map((item) => <Row key={item.productId} title={item.name ?? item.code} note={<>{[word('RecommendationReason', item.reason), why(item)].filter(Boolean).join(' · ')}</>} value={item.unitPrice ? format.money(item.unitPrice) : undefined} />)}
      </Rows>
    </>
  );
}

/** What speaks for a product, beyond the kind of reason. */
function useReason(): (item: Item) => string | null {
  const t = useText(insightText);
  return (item) => {
    if (item.because?.name) return t('because', { name: item.because.name });
    if (item.topic?.name) return item.topic.name;
    if (typeof item.gapDays === 'number') return t('gap', { days: Math.round(item.gapDays) });
    return typeof item.buyers === 'number' ? t('buyers', { count: item.buyers }) : null;
  };
}
