import { fitCox, kaplanMeier, logRank, survivalAt, timeUntilLeft, type CoxFit, type Durations } from '@dossier/metrics';
import { valueOf, type PublishedFigure } from './published.figure';
import { loadPublished } from './published.set';

/** How long patients and subscribers stayed, and what went with it: the sets that survival methods are checked on. */
export const survivalFigures = (): PublishedFigure[] => [...lungFigures(), ...telcoFigures()];

const only = ({ time, event }: Durations, keeps: (at: number) => boolean): Durations => {
  const places = Array.from(time, (_, at) => at).filter(keeps);
  return { time: places.map((at) => time[at]!), event: places.map((at) => event[at]!) };
};

const coefficientOf = ({ hazards }: CoxFit, name: string): number => hazards.find((hazard) => hazard.name === name)!.coefficient;

function lungFigures(): PublishedFigure[] {
  const set = loadPublished('lung');
  const [sex, ecog, age] = [set.numbers('sex'), set.numbers('ph.ecog'), set.numbers('age')];
  const all: Durations = { time: set.numbers('time'), event: set.numbers('status').map((status) => status - 1) };
  const [men, women] = [only(all, (at) => sex[at] === 1), only(all, (at) => sex[at] === 2)];
  const known = (at: number): boolean => !Number.isNaN(ecog[at]);
  const median = (durations: Durations) => timeUntilLeft(valueOf(kaplanMeier(durations, { scale: 'LOG' })));
  const cox = valueOf(fitCox(only(all, known), [
    { name: 'age', values: age.filter((_, at) => known(at)) }, { name: 'sex', values: sex.filter((_, at) => known(at)) }, { name: 'ecog', values: ecog.filter((_, at) => known(at)) },
  ]));
  const days = (id: string, value: number | null, n = set.rows): PublishedFigure => ({ id, value: value ?? NaN, digits: 0, unit: 'days', n });
  const whole = median(all);
  return [
    days('km.lung.med', whole.time), days('km.lung.lo', whole.low), days('km.lung.hi', whole.high), days('km.lung.m', median(men).time, men.time.length),
    days('km.lung.w', median(women).time, women.time.length), { id: 'lr.lung', value: valueOf(logRank([men, women])).chiSquare, digits: 3, unit: 'chi-square', n: set.rows },
    ...['sex', 'ecog', 'age'].map((name): PublishedFigure => ({ id: `cox.lung.${name}`, value: coefficientOf(cox, name), digits: 5, unit: '1', n: cox.n })),
  ];
}

function telcoFigures(): PublishedFigure[] {
  const set = loadPublished('telco');
  const all: Durations = { time: set.numbers('tenure'), event: set.words('churn').map((word) => (word === 'Yes' ? 1 : 0)) };
  const curve = valueOf(kaplanMeier(all));
  const [contract, internet, dependents] = [set.words('contract'), set.words('internet_service'), set.words('dependents')];
  const monthly = (at: number): boolean => contract[at] === 'Month-to-month' && internet[at] !== 'No';
  const group = only(all, monthly);
  const yes = (name: string, values: readonly string[], word = 'Yes') => ({ name, values: values.filter((_, at) => monthly(at)).map((value) => (value === word ? 1 : 0)) });
  const cox = valueOf(fitCox(group, [
    yes('dependents', dependents, '1'), yes('internet_dsl', internet, 'DSL'), yes('online_backup', set.words('online_backup')), yes('tech_support', set.words('tech_support')),
  ]));
  const n = group.time.length;
  const part = (month: number): PublishedFigure => ({ id: `km.telco.${month}`, value: survivalAt(curve, month).survival, digits: 4, unit: 'fraction', n: set.rows });
  const left = (events: ArrayLike<number>): number => Array.from(events).filter((event) => event > 0).length;
  return [
    { id: 'telco.n', value: set.rows, digits: 0, unit: 'customers', n: set.rows }, { id: 'telco.churn', value: left(all.event), digits: 0, unit: 'customers', n: set.rows },
    { id: 'telco.na', value: set.numbers('total_charges').filter(Number.isNaN).length, digits: 0, unit: 'customers', n: set.rows },
    part(12), part(24), part(72), { id: 'km.telco.n', value: n, digits: 0, unit: 'customers', n: set.rows }, { id: 'km.telco.ev', value: left(group.event), digits: 0, unit: 'customers', n },
    { id: 'km.telco.med', value: timeUntilLeft(valueOf(kaplanMeier(group))).time ?? NaN, digits: 0, unit: 'months', n },
    { id: 'cox.telco.dep', value: Math.exp(coefficientOf(cox, 'dependents')), digits: 4, unit: 'ratio', n }, { id: 'cox.telco.bk', value: coefficientOf(cox, 'online_backup'), digits: 4, unit: '1', n },
    { id: 'cox.telco.ts', value: coefficientOf(cox, 'tech_support'), digits: 4, unit: '1', n }, { id: 'cox.telco.c', value: cox.concordance, digits: 4, unit: 'fraction', n },
  ];
}
