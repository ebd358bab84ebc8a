import { useText, type FilterField, type Option } from '@dossier/ui';
import { insightTerms } from '@dossier/vocabulary/terms/insight';
import { useMemo } from 'react';
import { useViewer } from '../viewer';
import { scoresText, scoreWords } from './scores.text';

/** Scores are made from these: whoever may not see one of them sees no score, and is offered none to ask by. The server judges besides. */
const VALUE = ['score.read', 'order.read'];
const CHURN = ['score.read', 'order.read', 'feedback.read', 'event.read'];
/** The model of clusters makes no more. */
const MOST_CLUSTERS = 8;
type Term = keyof typeof insightTerms;

/** What published scores add: a kind of score gives its conditions here, one line each, and both the list and segments can ask for it. */
export function useScoreFilters(): FilterField[] {
  const t = useText(scoresText);
  const term = useText(scoreWords);
  const { permissions, company } = useViewer();
  const currency = company.currency ?? 'GBP';
  return useMemo(() => {
    const holds = (words: readonly string[]) => words.every((word) => permissions.includes(word));
    const coded = (type: string): Option[] => Object.keys(insightTerms).filter((key) => key.startsWith(`${type}.`)).map((key) => ({ value: key.slice(type.length + 1), label: term(key as Term) }));
    const value: FilterField[] = [
      { key: 'rfmGroup', label: t('rfmGroup'), kind: 'choice', options: coded('RfmGroup') },
      { key: 'lifetimeValue', label: t('lifetimeValue'), kind: 'money', currency },
      { key: 'aliveProbability', label: t('aliveProbability'), kind: 'number', percent: true },
      { key: 'valueDecile', label: t('valueDecile'), kind: 'number' },
      { key: 'rfmRecency', label: t('rfmRecency'), kind: 'number' },
      { key: 'rfmFrequency', label: t('rfmFrequency'), kind: 'number' },
    ];
    const churn: FilterField[] = [
      { key: 'churnBand', label: t('churnBand'), kind: 'choice', options: coded('ChurnBand') },
      { key: 'churnProbability', label: t('churnProbability'), kind: 'number', percent: true },
      { key: 'churnAtStake', label: t('churnAtStake'), kind: 'money', currency },
      { key: 'churnReason', label: t('churnReason'), kind: 'choice', options: coded('ChurnReason') },
      { key: 'churnSign', label: t('churnSign'), kind: 'choice', options: coded('ChurnSign') },
      { key: 'churnedOn', label: t('churnedOn'), kind: 'day' },
      { key: 'heldOut', label: t('heldOut'), kind: 'flag' },
    ];
    const clusters: FilterField[] = [{ key: 'cluster', label: t('cluster'), kind: 'choice', options: Array.from({ length: MOST_CLUSTERS }, (_, at) => ({ value: String(at + 1), label: t('clusterNumber', { number: at + 1 }) })) }];
    const next: FilterField[] = [
      { key: 'nextPurchaseOn', label: t('nextPurchaseOn'), kind: 'day' },
      { key: 'nextWithin30', label: t('nextWithin30'), kind: 'number', percent: true },
    ];
    return [...(holds(VALUE) ? [...value, ...next, ...clusters] : []), ...(holds(CHURN) ? churn : [])];
  }, [t, term, permissions, currency]);
}
