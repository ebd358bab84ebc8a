import { useFormat, useViewer } from '@dossier/client';
import { texts, useText, type Column } from '@dossier/ui';
import { insightTerms } from '@dossier/vocabulary/terms/insight';
import type { ReactNode } from 'react';
import { customersText } from '../customers.text';
import type { CustomerRow } from './customer.row';
import { scoreColumnsText } from './score.text';

/** Columns of published scores, and the fields that each carries when the list is exported as seen. */
export const SCORE_FIELDS = {
  rfmGroup: ['rfmGroup'], lifetimeValue: ['lifetimeValue'], aliveProbability: ['aliveProbability'], expectedPurchases: ['expectedPurchases'],
  churnProbability: ['churnProbability'], churnAtStake: ['churnAtStake'], nextPurchaseOn: ['nextPurchaseOn'], cluster: ['cluster'],
} as const;
export type ScoreKey = keyof typeof SCORE_FIELDS;
export const isScoreColumn = (key: string): key is ScoreKey => key in SCORE_FIELDS;

/** Scores are made of these: whoever may not see one of them is offered no column. The server judges each row besides. */
const BOUGHT = ['score.read', 'order.read'];
const CHURN = [...BOUGHT, 'feedback.read', 'event.read'];
const words = texts('customer-score-terms', insightTerms);

/** Every score that this reader may see as a column, in its natural order. */
export function useScoreColumns(): Readonly<Record<string, Column<CustomerRow>>> {
  const t = useText(scoreColumnsText);
  const term = useText(words);
  const format = useFormat();
  const { permissions } = useViewer();
  const none = <span className="d-caption">{useText(customersText)('none')}</span>;
  const holds = (needed: readonly string[]) => needed.every((word) => permissions.includes(word));
  const right = { align: 'right' as const };
  const plain = (key: ScoreKey, draw: (row: CustomerRow) => ReactNode, rest: Partial<Column<CustomerRow>> = {}): Column<CustomerRow> => ({ key, title: t(key), render: (row) => draw(row) ?? none, ...rest });
  const group = (code: string | null | undefined) => (code && `RfmGroup.${code}` in insightTerms ? term(`RfmGroup.${code}` as keyof typeof insightTerms) : null);
  const share = (value: number | null | undefined) => (typeof value === 'number' ? <span className="customer-number">{format.percent(value, 0)}</span> : null);
  return {
    ...(holds(BOUGHT) && {
      rfmGroup: plain('rfmGroup', ({ value }) => group(value?.rfmGroup)),
      lifetimeValue: plain('lifetimeValue', ({ value }) => value?.lifetimeValue && <span className="d-two-lines"><span>{format.moneyShort(value.lifetimeValue)}</span>{value.lifetimeLow && value.lifetimeHigh && <span className="d-caption">{`${format.moneyShort(value.lifetimeLow)} – ${format.moneyShort(value.lifetimeHigh)}`}</span>}</span>, { ...right, sort: 'LIFETIME_VALUE' }),
      aliveProbability: plain('aliveProbability', ({ value }) => share(value?.aliveProbability), { ...right, sort: 'ALIVE_PROBABILITY' }),
      expectedPurchases: plain('expectedPurchases', ({ value }) => (typeof value?.expectedPurchases === 'number' ? value.expectedPurchases.toFixed(1) : null), { ...right, sort: 'EXPECTED_PURCHASES' }),
      cluster: plain('cluster', ({ cluster }) => cluster && (cluster.name ?? t('clusterNumber', { number: cluster.cluster ?? '' }))),
      nextPurchaseOn: plain('nextPurchaseOn', ({ nextNeed }) => nextNeed?.expectedOn && format.dayShort(nextNeed.expectedOn), { ...right, sort: 'NEXT_PURCHASE_ON' }),
    }),
    ...(holds(CHURN) && {
      churnProbability: plain('churnProbability', ({ churn }) => share(churn?.probability), { ...right, sort: 'CHURN_PROBABILITY' }),
      churnAtStake: plain('churnAtStake', ({ churn }) => churn?.atStake && format.moneyShort(churn.atStake), { ...right, sort: 'CHURN_AT_STAKE' }),
    }),
  };
}
