import { Link } from '@tanstack/react-router';
import { useFormat, useMay } from '@dossier/client';
import type { Money } from '@dossier/client';
import { EmptyState, Estimate, Facts, Section, StateDot, useText } from '@dossier/ui';
import { insightText } from './insight.text';
import { useScoreWord } from './insight.words';
import { ScoreNote } from './ScoreNote';

/** What the churn model says of one customer. */
export interface Churn {
  band?: string | null;
  basis?: string | null;
  probability?: number | null;
  atStake?: Money | null;
  quietDays?: number | null;
  allowedDays?: number | null;
  leftOn?: string | null;
  reasons?: readonly string[] | null;
  signs?: readonly string[] | null;
  asOf?: string | null;
}

const TONES: Record<string, 'ok' | 'warn' | 'err' | 'plain'> = { HIGH: 'err', MEDIUM: 'warn', LOW: 'ok', LEFT: 'plain' };

/** How likely the customer is to leave, what that would cost, and why. */
export function ChurnSection({ churn }: { churn?: Churn | null }) {
  const t = useText(insightText);
  const word = useScoreWord();
  const format = useFormat();
  const boards = useMay('insight.read');
  if (!churn) return <Section title={t('churnTitle')}><EmptyState title={t('noScore')} text={t('noChurnText')} /></Section>;
  const share = churn.probability;
  const silence = typeof churn.quietDays === 'number' ? t('quiet', { days: churn.quietDays, allowed: churn.allowedDays ?? '–' }) : null;
  return (
    <Section title={t('churnTitle')} note={<ScoreNote kind="CHURN" asOf={churn.asOf} isRule={churn.basis === 'RULE'} />} extra={boards && <Link to="/insight/churn">{t('churnBoard')}</Link>}>
      {typeof share === 'number' && <Estimate label={t('churnProbability')} value={format.percent(share, 0)} at={{ value: share, low: 0, high: share }} />}
      <Facts items={[
        { label: t('churnBand'), value: <StateDot tone={TONES[churn.band ?? ''] ?? 'plain'}>{word('ChurnBand', churn.band)}</StateDot> },
        ...(churn.leftOn ? [{ label: t('leftOn'), value: format.day(churn.leftOn) }] : []),
        ...(silence ? [{ label: t('silence'), value: silence }] : []),
        ...(churn.atStake ? [{ label: t('atStake'), value: <>{format.money(churn.atStake)}<span className="d-caption">{` ${t('atStakeNote')}`}</span></> }] : []),
        ...listed(t('reasons'), (churn.reasons ?? []).map((code) => word('ChurnReason', code))),
        ...listed(t('signs'), (churn.signs ?? []).map((code) => word('ChurnSign', code))),
      ]} />
    </Section>
  );
}

const listed = (label: string, words: readonly string[]) => (words.length > 0 ? [{ label, value: words.join(' · ') }] : []);
