import type { LeadFeatures } from '@dossier/leads';
import { loadPublished, type PublishedSet } from './published.set';

/** The columns of the set but its outcome, as a file of leads brings them: further details under their own names. */
export const BANK_DETAILS = [
  'age', 'job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'day_of_week', 'duration', 'campaign', 'pdays', 'previous', 'poutcome', 'emp.var.rate', 'cons.price.idx', 'cons.conf.idx', 'euribor3m', 'nr.employed',
] as const;
const WORDS = new Set<string>(['job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'day_of_week', 'poutcome']);
/** The calls were made between these two days, in the order of the rows. */
const FIRST = '2008-05-01';
const LAST = '2010-11-30';
const DAY_MS = 86_400_000;
const EPOCH_MS = Date.parse('2000-01-01');

/** A call of the set as a lead that has closed. */
export interface BankLead {
  number: number;
  day: string;
  won: boolean;
  details: Readonly<Record<string, string | number>>;
}

/** Which day the calls of a row are taken to be of: spread evenly, for the set tells their order alone. */
function dayOf(row: number, rows: number): string {
  const [from, to] = [Date.parse(FIRST), Date.parse(LAST)];
  return new Date(from + Math.floor(((to - from) / DAY_MS) * (row / rows)) * DAY_MS).toISOString().slice(0, 10);
}

/** The calls of a bank as leads, in the order in which they were made. */
export function bankLeads(set: PublishedSet = loadPublished('bank')): BankLead[] {
  const columns = BANK_DETAILS.map((name) => [name, WORDS.has(name) ? set.words(name) : set.numbers(name)] as const);
  const yes = set.words('y');
  return Array.from({ length: set.rows }, (_, row) => ({ number: row, day: dayOf(row, set.rows), won: yes[row] === 'yes', details: Object.fromEntries(columns.map(([name, values]) => [name, values[row]!])) }));
}

/** What the model of conversion reads of them: nothing is known but what the file says. */
export const asFeatures = (leads: readonly BankLead[]): LeadFeatures[] =>
  leads.map(({ number, day, won, details }) => ({
    id: String(number), day: Math.floor((Date.parse(day) - EPOCH_MS) / DAY_MS), known: Math.floor((Date.parse(day) - EPOCH_MS) / DAY_MS), won, origin: 'IMPORT', source_id: null, product_id: null, amount: null, budget: null, authority: 'UNKNOWN', decide_in: null, has_need: false, kind: 'PERSON',
    events: 0, conversations: 0, earlier: 0, orders: 0, attributes: details,
  }));

/** A file of them as people would bring it: a number, when it came in, when it was decided, how, and every further column of the set. */
export function bankFile(leads: readonly BankLead[]): string {
  const head = ['no', 'opened', 'closed', 'y', ...BANK_DETAILS].join(',');
  return [head, ...leads.map(({ number, day, won, details }) => [`bank-${String(number).padStart(6, '0')}`, day, day, won ? 'yes' : 'no', ...BANK_DETAILS.map((name) => details[name])].join(','))].join('\n');
}

/** What each column of that file is. */
export const BANK_MAPPING: Readonly<Record<string, string>> = { no: 'leadKey', opened: 'openedAt', closed: 'closedAt', y: 'status', ...Object.fromEntries(BANK_DETAILS.map((name) => [name, 'detail'])) };
