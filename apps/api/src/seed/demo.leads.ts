import { dayAfter, type Day } from '@dossier/metrics';
import { Chance } from './chance';
import { mailOf, ownersOf } from './demo.company';
import type { DemoCustomer } from './demo.customers';
import type { DemoSize } from './demo.files';
import { companyAt, invent, type InventedCustomer } from './demo.person';
import type { DemoProduct } from './demo.products';

/** An interest of somebody who does not exist, or of a customer who buys already, as a file of leads tells it. */
export interface DemoLead {
  number: string;
  /** The number of a customer who stands already; else the person is told beside it. */
  customerKey: string | null;
  person: InventedCustomer | null;
  company: string;
  subject: string;
  origin: string;
  source: string;
  product: string;
  pounds: number;
  authority: string;
  category: string;
  shops: number;
  stage: string;
  status: string;
  reason: string;
  openedAt: string;
  closedAt: string;
  decideOn: string;
  owner: string;
}

/** How many, of how many days; and how many of them are of customers who buy already. */
const SIZES: Readonly<Record<DemoSize, { leads: number; days: number; known: number }>> = { full: { leads: 540, days: 330, known: 60 }, small: { leads: 90, days: 150, known: 15 } };
const STAGES = ['NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'] as const;
/** Where they come from, how many of a hundred, and what that says of the outcome (log odds). */
const ORIGINS = [
  { origin: 'FORM', source: '官方网站', of: 38, pull: 0 }, { origin: 'FAIR', source: '礼品展会', of: 22, pull: 0.2 }, { origin: 'CALL', source: '产品目录', of: 14, pull: 0.2 },
  { origin: 'IMPORT', source: '老客户推荐', of: 14, pull: 2 }, { origin: 'EMAIL', source: '社交媒体', of: 12, pull: -1.2 },
] as const;
const AUTHORITIES = [{ value: 'DECIDER', of: 34, pull: 0.8 }, { value: 'INFLUENCER', of: 28, pull: 0 }, { value: 'USER', of: 20, pull: -0.6 }, { value: 'UNKNOWN', of: 18, pull: -0.3 }] as const;
/** In how many working minutes somebody answered, and what that says of the outcome. */
const ANSWERS = [{ minutes: 4, pull: 2 }, { minutes: 12, pull: 1.4 }, { minutes: 26, pull: 0.8 }, { minutes: 48, pull: -0.2 }, { minutes: 150, pull: -0.9 }, { minutes: 410, pull: -1.4 }, { minutes: 1_300, pull: -2 }] as const;
const SUBJECTS = ['圣诞季备货', '企业礼品定制', '门店陈列整套方案', '派对用品批发', '婚庆伴手礼', '年会礼品采购', '文创店首批选品', '家居小件长期供货', '海外代发合作', '节日礼盒询价'] as const;
const CATEGORIES = ['圣诞装饰', '派对用品', '家居礼品', '厨房用品', '文具'] as const;
const LOSSES = ['PRICE', 'COMPETITOR', 'NO_BUDGET', 'BAD_TIMING', 'NO_ANSWER', 'NO_NEED', 'PRICE', 'NO_ANSWER'] as const;

/** Leads up to today, the oldest first; the same on every machine but for the days, which move with today. */
export function demoLeads(customers: readonly DemoCustomer[], products: readonly DemoProduct[], { today, size }: { today: Day; size: DemoSize }): DemoLead[] {
  const { leads, days, known } = SIZES[size];
  const every = Math.floor(leads / known);
  // Some codes of the set differ by a capital alone: a file that names one of them says nothing certain.
  const codes = Object.entries(Object.groupBy(products, ({ code }) => code.toLowerCase())).flatMap(([, same]) => (same?.length === 1 ? [same[0]!.code] : []));
  return Array.from({ length: leads }, (_, at) => {
    const number = `L-${String(at + 1).padStart(4, '0')}`;
    const buyer = at % every === every - 1 ? customers[(at * 7) % customers.length]! : null;
    return leadOf(new Chance(number), { number, buyer, product: codes[(at * 31) % codes.length]!, age: 1 + Math.floor(((leads - at - 1) / leads) ** 1.15 * days), today });
  });
}

interface Given {
  number: string;
  buyer: DemoCustomer | null;
  product: string;
  /** Days since it came in: one at least, for the hour of today may still lie ahead. */
  age: number;
  today: Day;
}

function leadOf(chance: Chance, { number, buyer, product, age, today }: Given): DemoLead {
  const person = buyer ? null : reached(invent({ number, country: chance.percent('home', 85) ? 'United Kingdom' : 'Germany', isWholesaler: false }));
  const { origin, source, pull: ofOrigin } = share(chance.number('origin', 100), ORIGINS);
  const { value: authority, pull: ofAuthority } = share(chance.number('authority', 100), AUTHORITIES);
  const shops = 1 + chance.number('shops', 12);
  const odds = -1.35 + ofOrigin + ofAuthority + answerOf(number).pull + (shops - 5) * 0.12 + (buyer ? 0.9 : 0);
  const fate = fateOf(chance, age, 1 / (1 + Math.exp(-odds)));
  const owner = person ? mailOf(chance.of('owner', ownersOf(person.area)).login) : buyer!.owner;
  return {
    number, customerKey: buyer?.number ?? null, person, company: person ? companyAt(`${number} company`, person) : '',
    subject: chance.of('subject', SUBJECTS), origin, source, product, pounds: (2 + chance.number('amount', 60)) * 50 * shops, authority, category: chance.of('category', CATEGORIES), shops, ...fate,
    openedAt: `${dayAfter(today, -age)} ${hour(chance, 'opened')}`, closedAt: fate.status === 'OPEN' ? '' : `${dayAfter(today, -Math.min(age, Math.max(age - fate.lasted, 1)))} ${hour(chance, 'closed')}`,
    decideOn: chance.percent('decides', 45) ? dayAfter(today, -age + 20 + chance.number('decide', 90)) : '', owner,
  };
}

/** Abroad only a thousand numbers are set aside for fiction, and customers have them already: whoever lives there is reached by mail alone. */
const reached = (person: InventedCustomer): InventedCustomer => (person.country === 'CN' ? person : { ...person, phone: '' });

/** How soon a lead of this number was answered. */
export const answerOf = (number: string): (typeof ANSWERS)[number] => ANSWERS[new Chance(number).number('answered', ANSWERS.length)]!;

/** What became of it: of those older than a quarter nearly all are decided, of young ones few. */
function fateOf(chance: Chance, age: number, likely: number): { stage: string; status: string; reason: string; lasted: number } {
  const lasted = Math.min(3 + chance.number('lasted', 12) + chance.number('longer', 24), age);
  const isDecided = age > 6 && chance.percent('decided', age > 90 ? 94 : Math.round(age * 0.9));
  if (!isDecided) return { stage: STAGES[Math.min(chance.number('stage', 3) + (age > 20 ? 1 : 0) + (age > 45 ? 1 : 0), age < 2 ? 0 : 4)]!, status: 'OPEN', reason: '', lasted: 0 };
  if (chance.number('fate', 1_000) < likely * 1_000) return { stage: 'NEGOTIATION', status: 'WON', reason: '', lasted };
  if (chance.percent('invalid', 8)) return { stage: 'NEW', status: 'INVALID', reason: chance.of('why invalid', ['SPAM', 'WRONG_CONTACT']), lasted: Math.min(lasted, 3) };
  return { stage: STAGES[Math.min(1 + chance.number('lost at', 4), 4)]!, status: 'LOST', reason: chance.of('why', LOSSES), lasted };
}

function share<T extends { of: number }>(place: number, list: readonly T[]): T {
  let left = place;
  for (const one of list) {
    if (left < one.of) return one;
    left -= one.of;
  }
  throw new RangeError('The shares of a list make a hundred.');
}

const hour = (chance: Chance, what: string): string => `${String(9 + chance.number(`${what} hour`, 9)).padStart(2, '0')}:${String(chance.number(`${what} minute`, 60)).padStart(2, '0')}`;
