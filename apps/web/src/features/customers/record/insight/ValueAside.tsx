import { Link, useSearch } from '@tanstack/react-router';
import { useAsk } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { CustomerValueDocument } from './insight.documents';
import { insightText } from './insight.text';
import { ScoreNote } from './ScoreNote';
import { AliveEstimate, LifetimeEstimate } from './value.parts';

/** What the customer is expected to bring and whether they are still there, beside every page of the record. Nothing where there is no score. */
export function ValueAside({ customerId }: { customerId: string }) {
  const t = useText(insightText);
  const value = useAsk(CustomerValueDocument, { id: customerId }).data?.customer?.value;
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  // The page of insight says the same at length.
  if (tab === 'insight' || !value || (!value.lifetimeValue && typeof value.aliveProbability !== 'number')) return null;
  return (
    <Section title={t('valueTitle')} note={<ScoreNote kind="VALUE" no={value.modelVersion?.number} asOf={value.asOf} isRule={value.basis === 'RULE'} />} extra={<Link to="." search={{ tab: 'insight' } as never} resetScroll={false}>{t('all')}</Link>}>
      <LifetimeEstimate value={value} />
      <AliveEstimate value={value} />
    </Section>
  );
}
