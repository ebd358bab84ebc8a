import { auc, calibration, liftOf, type Calibration } from '@dossier/metrics';
import { outcomes } from '@dossier/insight';
import { leadTraining } from '@dossier/leads';
import { asFeatures, bankLeads } from './bank-leads';
import { valueOf, type PublishedFigure } from './published.figure';

/** The first so many calls are learned from where later ones are judged. */
const EARLIER = 32_950;
const SHARES = Array.from({ length: 1_001 }, (_, at) => at / 1_000);

/** The mean squared distance of what came from the part that was usual: what knows nothing of a lead says. */
const naiveOf = (outcome: ArrayLike<number>, usual: number): number => Array.from(outcome).reduce((sum, one) => sum + (one - usual) ** 2, 0) / outcome.length;
const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const part = (id: string, value: number, n: number): PublishedFigure => ({ id: `lead.bank.model.${id}`, value, digits: 4, unit: 'fraction', n });
const bare = (id: string, value: number, n: number): PublishedFigure => ({ ...part(id, value, n), unit: '1' });
type Training = ReturnType<typeof leadTraining.of>;

/** The calls of the bank as the model of conversion reads them. */
export const bankTraining = (): Training => leadTraining.of(asFeatures(bankLeads()));

/** What the product's model of conversion says of the calls of a bank: by tenth of the rows, of the later calls, and as it would come into force. */
export function leadModelFigures(training: Training = bankTraining()): PublishedFigure[] {
  const { outcome } = training;
  const scores = leadTraining.folded(training, (row) => row % 10);
  const lift = valueOf(liftOf(scores, outcome, SHARES));
  const area = lift.slice(1).reduce((sum, { captured }, at) => sum + (captured + lift[at]!.captured) / 2 / (SHARES.length - 1), 0);
  const kept: Calibration = valueOf(calibration(scores, outcome));
  const later = valueOf(auc(leadTraining.later(training, EARLIER), outcome.slice(EARLIER)));
  const n = outcome.length;
  return [
    part('auc', valueOf(auc(scores, outcome)).auc, n), part('ece', kept.expectedError, n), part('alift', area, n), part('top50', lift[500]!.captured, n), bare('brier', kept.brier, n), bare('brier_naive', naiveOf(outcome, mean(outcome)), n),
    part('chrono.auc', later.auc, n - EARLIER), ...newestFigures(training),
  ];
}

/** How the procedure of the product does on the newest fifth: learned on three fifths, calibrated on one, its intercept moved day by day by what was known before. Off by more than 0.05 it does not come into force. */
export function newestFigures(training: Training): PublishedFigure[] {
  const found = outcomes.fit({ ...training, rule: new Float64Array(0) });
  if (found.status === 'REFUSED') throw new Error(`Not enough ${found.lack}: ${found.found} of ${found.needed}.`);
  const { judged, leaks } = found;
  return [
    part('newest.auc', judged.auc, judged.n), part('newest.ece_unmoved', judged.unmovedError, judged.n), part('newest.ece', judged.expectedError, judged.n), part('newest.base_then', judged.before, judged.n), part('newest.base', judged.baseRate, judged.n),
    bare('newest.psi', judged.psi ?? 0, judged.n), bare('newest.brier', judged.brier, judged.n), bare('newest.brier_naive', judged.naiveBrier, judged.n), bare('newest.brier_following', judged.followingBrier, judged.n),
    { id: 'lead.bank.model.refused', value: leaks.length, digits: 0, unit: 'columns', n: training.features.length },
  ];
}
