import { auc, calibration, commonOdds, encode, fitLogistic, learnEncoder, predictLogistic, rateDifference, shrinkMeans, wilsonInterval, type Feature, type Logistic } from '@dossier/metrics';
import { valueOf, type PublishedFigure } from './published.figure';
import { loadPublished } from './published.set';
import { bankSet, foldScores, number, telcoSet, word, type Rows } from './scoring.sets';

/** What logistic regression, shrinkage and comparisons of rates say of sets that others have published results of. */
export const scoringFigures = (): PublishedFigure[] => [...telcoFigures(), ...bankFigures(), ...rateFigures(), ...baseballFigures()];

/** A fit without ridge on the columns as they are. */
function plainFit(features: readonly Feature[], outcome: ArrayLike<number>): Logistic {
  const encoder = valueOf(learnEncoder(features, { rare: 1, baseline: true, raw: true }));
  return valueOf(fitLogistic(encode(encoder, features), outcome));
}

const named = ({ coefficients }: Logistic, name: string) => coefficients.find((own) => own.name === name)!;

/** Scores of rows that the fit has not seen. */
function scoresOf(features: readonly Feature[], outcome: ArrayLike<number>, { train, test }: Rows): Float64Array {
  const taken = features.map((feature): Feature => (feature.kind === 'NUMBER' ? { ...feature, values: train.map((row) => feature.values[row]!) } : { ...feature, values: train.map((row) => feature.values[row]!) }));
  const encoder = valueOf(learnEncoder(taken));
  const model = valueOf(fitLogistic(encode(encoder, taken), train.map((row) => outcome[row]!), 1));
  return predictLogistic(model, encode(encoder, features, test));
}

function telcoFigures(): PublishedFigure[] {
  const { set, features, outcome: churn } = telcoSet();
  const [tenure, charges] = [number('tenure', set.numbers('tenure')), number('monthly_charges', set.numbers('monthly_charges'))];
  const plain = plainFit([tenure, charges, number('senior_citizen', set.numbers('senior_citizen')), word('contract', set.words('contract'))], churn);
  const scores = foldScores(set.rows, (rows) => scoresOf(features, churn, rows));
  const figure = (id: string, value: number, unit: string, digits: number): PublishedFigure => ({ id, value, digits, unit, n: set.rows });
  return [
    figure('glm.telco.ll', plain.logLikelihood, 'nats', 4), figure('glm.telco.tenure', named(plain, 'tenure').coefficient, '1', 6), figure('glm.telco.two', named(plain, 'contract Two year').coefficient, '1', 5),
    figure('glm.telco.se', named(plain, 'tenure').standardError, '1', 7), figure('churn.telco.lr.auc', valueOf(auc(scores, churn)).auc, 'fraction', 4),
    figure('churn.telco.brier', valueOf(calibration(scores, churn)).brier, '1', 4),
  ];
}

/** The rows stand in the order of their calls. */
const BANK_EARLIER = 32_950;

function bankFigures(): PublishedFigure[] {
  const { set, features, outcome: yes } = bankSet();
  const cellular = set.words('contact').map((value) => (value === 'cellular' ? 1 : 0));
  const plain = plainFit([...['age', 'campaign', 'previous', 'euribor3m'].map((name) => number(name, set.numbers(name))), number('cellular', cellular)], yes);
  const rows = Array.from({ length: set.rows }, (_, row) => row);
  const [train, test] = [rows.slice(0, BANK_EARLIER), rows.slice(BANK_EARLIER)];
  const later = auc(scoresOf(features, yes, { train, test }), yes.slice(BANK_EARLIER));
  const areaOf = (own: readonly Feature[]): number => valueOf(auc(foldScores(set.rows, (part) => scoresOf(own, yes, part)), yes)).auc;
  const figure = (id: string, value: number, unit: string, digits: number): PublishedFigure => ({ id, value, digits, unit, n: set.rows });
  return [
    figure('bank.n', set.rows, 'calls', 0), figure('bank.yes', yes.reduce((sum, one) => sum + one, 0), 'calls', 0), figure('glm.bank.ll', plain.logLikelihood, 'nats', 4),
    figure('glm.bank.eur', named(plain, 'euribor3m').coefficient, '1', 6), figure('lead.bank.lr.auc', areaOf(features), 'fraction', 4),
    // A call that goes well lasts long, and how long is known only after it: what looks best is a leak.
    figure('lead.bank.dur', areaOf([...features, number('duration', set.numbers('duration'))]), 'fraction', 4),
    { ...figure('lead.bank.chrono', valueOf(later).auc, 'fraction', 4), n: test.length },
  ];
}

function rateFigures(): PublishedFigure[] {
  const part = (id: string, value: number, n: number, digits = 4): PublishedFigure => ({ id, value, digits, unit: 'fraction', n });
  const [many, few] = [wilsonInterval(81, 263)!, wilsonInterval(15, 148)!];
  const apart = rateDifference({ hits: 56, n: 70 }, { hits: 48, n: 80 })!;
  const set = loadPublished('admissions');
  const [admit, gender, department, freq] = [set.words('Admit'), set.words('Gender'), set.words('Dept'), set.numbers('Freq')];
  const count = (keeps: (at: number) => boolean): number => freq.reduce((sum, own, at) => sum + (keeps(at) ? own : 0), 0);
  const of = (sex: string, dept?: string) => {
    const inside = (at: number): boolean => gender[at] === sex && (dept === undefined || department[at] === dept);
    return { hits: count((at) => inside(at) && admit[at] === 'Admitted'), n: count(inside) };
  };
  const [men, women] = [of('Male'), of('Female')];
  const strata = [...new Set(department)].map((dept) => ({ exposed: of('Male', dept), others: of('Female', dept) }));
  return [
    part('wilson.81.263.lo', many.low, 263), part('wilson.81.263.hi', many.high, 263), part('wilson.15.148.lo', few.low, 148), part('wilson.15.148.hi', few.high, 148),
    part('newcombe.lo', apart.low, 150), part('newcombe.hi', apart.high, 150), part('ucb.male', men.hits / men.n, men.n), part('ucb.female', women.hits / women.n, women.n),
    { ...part('ucb.mh', valueOf(commonOdds(strata)).ratio, men.n + women.n), unit: 'ratio' },
  ];
}

function baseballFigures(): PublishedFigure[] {
  const set = loadPublished('baseball');
  const [early, rest] = [Array.from(set.numbers('y')), set.numbers('p')];
  const middle = early.reduce((sum, value) => sum + value, 0) / early.length;
  const { factor, values } = valueOf(shrinkMeans(early, (middle * (1 - middle)) / 45));
  const squares = (of: readonly number[]): number => of.reduce((sum, value, at) => sum + (value - rest[at]!) ** 2, 0);
  const figure = (id: string, value: number): PublishedFigure => ({ id, value, digits: 4, unit: '1', n: set.rows });
  return [figure('em.c', factor), figure('em.mle', squares(early)), figure('em.js', squares(values))];
}
