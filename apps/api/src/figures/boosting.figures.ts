import { auc, calibration, fitBoosted, liftOf, predictBoosted } from '@dossier/metrics';
import { valueOf, type PublishedFigure } from './published.figure';
import { bankSet, foldScores, telcoSet, type ScoringSet } from './scoring.sets';

const SHARES = Array.from({ length: 1_001 }, (_, at) => at / 1_000);

/** What boosted trees say of the sets on which logistic regression is judged too, each row by a fit on the nine tenths that it is not part of. */
export function boostingFigures(): PublishedFigure[] {
  const [telco, bank] = [telcoSet(), bankSet()];
  const [churn, yes] = [boostedScores(telco), boostedScores(bank)];
  const lift = valueOf(liftOf(yes, bank.outcome, SHARES));
  // Area under the part found by the part called (Moro et al. 2014), by trapezoids.
  const area = lift.slice(1).reduce((sum, { captured }, at) => sum + (captured + lift[at]!.captured) / 2 / (SHARES.length - 1), 0);
  const figure = (id: string, value: number, { set }: ScoringSet): PublishedFigure => ({ id, value, digits: 4, unit: 'fraction', n: set.rows });
  return [
    figure('churn.telco.gb.auc', valueOf(auc(churn, telco.outcome)).auc, telco), figure('lead.bank.gb.auc', valueOf(auc(yes, bank.outcome)).auc, bank),
    figure('lead.bank.gb.alift', area, bank), figure('lead.bank.gb.top50', lift[500]!.captured, bank),
    { ...figure('lead.bank.brier', valueOf(calibration(yes, bank.outcome)).brier, bank), unit: '1' },
  ];
}

const boostedScores = ({ set, features, outcome }: ScoringSet): Float64Array =>
  foldScores(set.rows, ({ train, test }) => predictBoosted(valueOf(fitBoosted(features, outcome, { rows: train })), features, test));
