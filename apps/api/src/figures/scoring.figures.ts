import { auc, calibration, commonOdds, encode, fitLogistic, learnEncoder, predictLogistic, rateDifference, shrinkMeans, wilsonInterval, type Feature, type Logistic } from '@dossier/metrics';
import { valueOf, type PublishedFigure } from './published.figure';
import { loadPublished, type PublishedSet } from './published.set';

/** What logistic regression, shrinkage and comparisons of rates say of sets that others have published results of. */
export const scoringFigures = (): PublishedFigure[] => [...telcoFigures(), ...bankFigures(), ...rateFigures(), ...baseballFigures()];

const number = (name: string, values: ArrayLike<number>): Feature => ({ name, kind: 'NUMBER', values });
const word = (name: string, values: readonly string[]): Feature => ({ name, kind: 'WORD', values });

/** A fit without ridge on the columns as they are. */
function plainFit(features: readonly Feature[], outcome: ArrayLike<number>): Logistic {
  const encoder = valueOf(learnEncoder(features, { rare: 1, baseline: true, raw: true }));
  return valueOf(fitLogistic(encode(encoder, features), outcome));
}

const named = ({ coefficients }: Logistic, name: string) => coefficients.find((own) => own.name === name)!;

/** Scores of rows that the fit has not seen. */
function scoresOf(features: readonly Feature[], outcome: ArrayLike<number>, { train, test }: { train: readonly number[]; test: readonly number[] }): Float64Array {
  const taken = features.map((feature): Feature => (feature.kind === 'NUMBER' ? { ...feature, values: train.map((row) => feature.values[row]!) } : { ...feature, values: train.map((row) => feature.values[row]!) }));
  const encoder = valueOf(learnEncoder(taken));
  const model = valueOf(fitLogistic(encode(encoder, taken), train.map((row) => outcome[row]!), 1));
  return predictLogistic(model, encode(encoder, features, test));
}

/** Scores of all rows, each by a fit on the nine tenths that it is not part of: row modulo 10. */
function foldScores(features: readonly Feature[], outcome: ArrayLike<number>, rows: number): Float64Array {
  const scores = new Float64Array(rows);
  const all = Array.from({ length: rows }, (_, row) => row);
  for (let fold = 0; fold < 10; fold += 1) {
    const test = all.filter((row) => row % 10 === fold);
    const own = scoresOf(features, outcome, { train: all.filter((row) => row % 10 !== fold), test });
    test.forEach((row, at) => (scores[row] = own[at]!));
  }
  return scores;
}

const YES = new Set(['Yes', 'yes']);
const outcomeOf = (set: PublishedSet, column: string): Float64Array => Float64Array.from(set.words(column), (value) => (YES.has(value) ? 1 : 0));

const TELCO_WORDS = [
  'female', 'senior_citizen', 'partner', 'dependents', 'phone_service', 'multiple_lines', 'internet_service', 'online_security', 'online_backup', 'device_protection', 'tech_support', 'streaming_tv',
  'streaming_movies', 'contract', 'paperless_billing', 'payment_method',
];

function telcoFigures(): PublishedFigure[] {
  const set = loadPublished('telco');
  const churn = outcomeOf(set, 'churn');
  const [tenure, charges] = [number('tenure', set.numbers('tenure')), number('monthly_charges', set.numbers('monthly_charges'))];
  const plain = plainFit([tenure, charges, number('senior_citizen', set.numbers('senior_citizen')), word('contract', set.words('contract'))], churn);
  const features = [tenure, charges, number('total_charges', set.numbers('total_charges').map((value) => (Number.isNaN(value) ? 0 : value))), ...TELCO_WORDS.map((name) => word(name, set.words(name)))];
  const scores = foldScores(features, churn, set.rows);
  const figure = (id: string, value: number, unit: string, digits: number): PublishedFigure => ({ id, value, digits, unit, n: set.rows });
  return [
    figure('glm.telco.ll', plain.logLikelihood, 'nats', 4), figure('glm.telco.tenure', named(plain, 'tenure').coefficient, '1', 6), figure('glm.telco.two', named(plain, 'contract Two year').coefficient, '1', 5),
    figure('glm.telco.se', named(plain, 'tenure').standardError, '1', 7), figure('churn.telco.lr.auc', valueOf(auc(scores, churn)).auc, 'fraction', 4),
    figure('churn.telco.brier', valueOf(calibration(scores, churn)).brier, '1', 4),
  ];
}

const BANK_WORDS = ['job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'day_of_week', 'poutcome'];
const BANK_NUMBERS = ['age', 'campaign', 'pdays', 'previous', 'emp.var.rate', 'cons.price.idx', 'cons.conf.idx', 'euribor3m', 'nr.employed'];
/** The rows stand in the order of their calls. */
const BANK_EARLIER = 32_950;

function bankFigures(): PublishedFigure[] {
  const set = loadPublished('bank');
  const yes = outcomeOf(set, 'y');
  const cellular = set.words('contact').map((value) => (value === 'cellular' ? 1 : 0));
  const plain = plainFit([...['age', 'campaign', 'previous', 'euribor3m'].map((name) => number(name, set.numbers(name))), number('cellular', cellular)], yes);
  const features = [...BANK_NUMBERS.map((name) => number(name, set.numbers(name))), ...BANK_WORDS.map((name) => word(name, set.words(name)))];
  const rows = Array.from({ length: set.rows }, (_, row) => row);
  const [train, test] = [rows.slice(0, BANK_EARLIER), rows.slice(BANK_EARLIER)];
  const later = auc(scoresOf(features, yes, { train, test }), yes.slice(BANK_EARLIER));
  const figure = (id: string, value: number, unit: string, digits: number): PublishedFigure => ({ id, value, digits, unit, n: set.rows });
  return [
    figure('bank.n', set.rows, 'calls', 0), figure('bank.yes', yes.reduce((sum, one) => sum + one, 0), 'calls', 0), figure('glm.bank.ll', plain.logLikelihood, 'nats', 4),
    figure('glm.bank.eur', named(plain, 'euribor3m').coefficient, '1', 6), figure('lead.bank.lr.auc', valueOf(auc(foldScores(features, yes, set.rows), yes)).auc, 'fraction', 4),
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
