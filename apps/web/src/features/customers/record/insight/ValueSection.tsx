import { EmptyState, Estimate, Facts, Section, useText } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import { insightText } from './insight.text';
import { useScoreWord } from './insight.words';
import { ScoreNote } from './ScoreNote';
import { AliveEstimate, LifetimeEstimate, PurchasesEstimate, type CustomerValue } from './value.parts';

const QUARTER = 91;

/** How valuable the customer is: where they stand among all, whether they are still there, what they will bring. */
export function ValueSection({ value }: { value?: CustomerValue | null }) {
  const t = useText(insightText);
  if (!value) return <Section title={t('valueTitle')}><EmptyState title={t('noScore')} text={t('noScoreText')} /></Section>;
  const isForecast = typeof value.expectedPurchases === 'number' || Boolean(value.lifetimeValue);
  return (
    <Section title={t('valueTitle')} note={<ScoreNote kind="VALUE" no={value.modelVersion?.number} asOf={value.asOf} isRule={value.basis === 'RULE'} />}>
      <Standing value={value} />
      {isForecast && (
        <div className="customer-estimates">
          <LifetimeEstimate value={value} />
          <PurchasesEstimate value={value} />
          <AliveEstimate value={value} note={t('aliveNote', { count: value.purchaseDays ?? 0 })} />
          <SilenceEstimate value={value} />
        </div>
      )}
      {!isForecast && <p className="d-quiet d-caption">{t('noForecast')}</p>}
      {value.basis === 'RULE' && isForecast && <p className="d-caption">{t('byRule')}</p>}
    </Section>
  );
}

/** Where the customer stands among all by how lately, how often and how much they bought. */
function Standing({ value }: { value: CustomerValue }) {
  const t = useText(insightText);
  const word = useScoreWord();
  const { rfmRecency: recency, rfmFrequency: frequency, rfmMonetary: monetary, valueDecile: decile } = value;
  const isScored = value.rfmGroup && typeof recency === 'number' && typeof frequency === 'number';
  const scores = typeof monetary === 'number' ? t('scores', { recency: recency ?? 0, frequency: frequency ?? 0, monetary }) : t('scoresWithout', { recency: recency ?? 0, frequency: frequency ?? 0 });
  const facts = [
    ...(isScored ? [{ label: t('group'), value: <>{word('RfmGroup', value.rfmGroup)}<span className="d-caption">{` ${scores}`}</span></> }] : []),
    ...(typeof decile === 'number' ? [{ label: t('decile'), value: t('decileValue', { decile }) }] : []),
  ];
  return facts.length > 0 ? <Facts items={facts} /> : null;
}

/** The chance that they stay away for a quarter. */
function SilenceEstimate({ value: { silenceProbability: share } }: { value: CustomerValue }) {
  const t = useText(insightText);
  const format = useFormat();
  return typeof share === 'number' ? <Estimate label={t('silent', { days: QUARTER })} value={format.percent(share, 0)} at={{ value: share, low: 0, high: share }} /> : null;
}
