import type { Chance } from './chance';
import { dayAt } from './days';

/** A small company as plain rows: what is put into the database, and what the naive evaluator looks at. */
export interface Person {
  id: string;
  name: string;
  city: string | null;
  region: string | null;
  gender: string;
  stage: string;
  kind: string;
  birth_date: string | null;
  birth_precision: string | null;
  created_at: string;
  archived_at: string | null;
  erased_at: string | null;
  merged_into_id: string | null;
  time_zone: string | null;
  tag_ids: string[];
  custom: Record<string, unknown> | null;
  archive_no: string;
}

export interface PlainOrder {
  id: string;
  customer_id: string;
  kind: 'SALE' | 'REFUND';
  ordered_at: string;
  ordered_on: string;
  amount_minor: number;
  currency: string;
  archived_at: string | null;
}

export interface PlainLine {
  id: string;
  order_id: string;
  line_no: number;
  product_id: string | null;
  amount_minor: number;
  kind: 'PRODUCT' | 'FEE';
  archived_at: string | null;
}

export interface PlainEvent {
  id: string;
  customer_id: string;
  occurred_at: string;
  name: string;
  topic_ids: string[];
  product_code: string | null;
  path: string | null;
}

export interface Stay {
  id: string;
  segment_id: string;
  customer_id: string;
  entered_at: string;
  /** Null: is in it still. */
  left_at: string | null;
}

export interface World {
  now: Date;
  companyZone: string;
  people: Person[];
  orders: PlainOrder[];
  lines: PlainLine[];
  events: PlainEvent[];
  identities: { customer_id: string; kind: 'PHONE' | 'EMAIL'; archived_at: string | null }[];
  interests: { customer_id: string; topic_id: string; declared: number; refused: boolean }[];
  consents: { customer_id: string; state: 'GIVEN' | 'WITHDRAWN' }[];
  limits: { customer_id: string; ended_at: string | null }[];
  stays: Stay[];
  baits: string[];
  products: { id: string; code: string; category_id: string | null }[];
  categories: string[];
  topics: { id: string; path: string[] }[];
  tags: string[];
  segments: string[];
  purpose: { id: string; code: string };
}

export const FIELDS = { word: 'seg_word', size: 'seg_size', day: 'seg_day', pick: 'seg_pick', flag: 'seg_flag' } as const;
export const PICKS = ['red', 'green', 'blue'] as const;
export const CITIES = ['杭州', '上海', 'Ningbo', null] as const;
export const EVENT_NAMES = ['PAGE_VIEW', 'PRODUCT_VIEW', 'CART', 'CHECKOUT', 'SEARCH'] as const;
export const PATHS = ['/shoes', '/shoes/red', '/Hats', null] as const;
const DAY = 86_400_000;

function personOf(chance: Chance, world: Pick<World, 'now' | 'tags'>, zone: string): Person {
  const birth = chance.is(0.7) ? `19${chance.between(60, 99)}-${chance.oneOf(['01', '03', '07', '12'])}-${chance.oneOf(['01', '08', '15', '28'])}` : null;
  const custom: Record<string, unknown> = {};
  if (chance.is(0.5)) custom[FIELDS.word] = chance.oneOf(['Alpha beta', 'beta', 'GAMMA 100%']);
  if (chance.is(0.5)) custom[FIELDS.size] = chance.between(0, 9);
  if (chance.is(0.5)) custom[FIELDS.day] = dayAt(new Date(world.now.getTime() + chance.between(-20, 20) * DAY), 'UTC');
  if (chance.is(0.5)) custom[FIELDS.pick] = chance.oneOf(PICKS);
  if (chance.is(0.5)) custom[FIELDS.flag] = chance.is(0.5);
  const gone = chance.is(0.06);
  return {
    id: chance.id(), name: `客户${chance.below(1_000)}`, city: chance.oneOf(CITIES), region: chance.oneOf(['华东', 'North', null]), gender: chance.oneOf(['FEMALE', 'MALE', 'UNKNOWN']), stage: chance.oneOf(['PROSPECT', 'ACTIVE', 'LOST']),
    kind: chance.oneOf(['PERSON', 'PERSON', 'COMPANY']), birth_date: birth, birth_precision: birth ? chance.oneOf(['FULL', 'FULL', 'YEAR', 'YEAR_MONTH', 'MONTH_DAY']) : null,
    created_at: new Date(world.now.getTime() - chance.between(0, 60) * DAY - chance.below(24) * 3_600_000).toISOString(), archived_at: gone ? world.now.toISOString() : null, erased_at: gone && chance.is(0.4) ? world.now.toISOString() : null, merged_into_id: null,
    time_zone: chance.is(0.35) ? zone : null, tag_ids: world.tags.filter(() => chance.is(0.3)).sort(), custom: Object.keys(custom).length > 0 ? custom : null, archive_no: `S-${chance.id()}`,
  };
}

function ordersOf(chance: Chance, world: World, { id }: Person): void {
  const currencies = chance.is(0.15) ? ['CNY', 'USD'] : ['CNY'];
  for (let count = chance.oneOf([0, 0, 1, 2, 4, 7]); count > 0; count--) {
    const refund = chance.is(0.25);
    const at = new Date(world.now.getTime() - chance.between(0, 50) * DAY - chance.below(48) * 1_800_000);
    const order: PlainOrder = {
      id: chance.id(), customer_id: id, kind: refund ? 'REFUND' : 'SALE', ordered_at: at.toISOString(), ordered_on: dayAt(at, world.companyZone), amount_minor: 0, currency: chance.oneOf(currencies), archived_at: chance.is(0.08) ? world.now.toISOString() : null,
    };
    for (let line = chance.between(1, 3); line > 0; line--) {
      const amount = chance.between(1, 20) * 100 * (refund ? -1 : 1);
      const isFee = chance.is(0.15);
      world.lines.push({ id: chance.id(), order_id: order.id, line_no: line, product_id: isFee || chance.is(0.1) ? null : chance.oneOf(world.products).id, amount_minor: amount, kind: isFee ? 'FEE' : 'PRODUCT', archived_at: chance.is(0.05) ? world.now.toISOString() : null });
      order.amount_minor += amount;
    }
    world.orders.push(order);
  }
}

function eventsOf(chance: Chance, world: World, { id }: Person): void {
  for (let count = chance.oneOf([0, 0, 2, 5, 9]); count > 0; count--) {
    // Whole half hours, so that some things happen at the very same moment.
    const at = new Date(world.now.getTime() - chance.between(0, 20 * 48) * 1_800_000);
    world.events.push({ id: chance.id(), customer_id: id, occurred_at: at.toISOString(), name: chance.oneOf(EVENT_NAMES), topic_ids: world.topics.filter(() => chance.is(0.25)).map((topic) => topic.id), product_code: chance.is(0.5) ? chance.oneOf(world.products).code : null, path: chance.oneOf(PATHS) });
  }
}

function aroundOf(chance: Chance, world: World, { id }: Person): void {
  if (chance.is(0.5)) world.identities.push({ customer_id: id, kind: chance.oneOf(['PHONE', 'EMAIL']), archived_at: chance.is(0.2) ? world.now.toISOString() : null });
  for (const topic of world.topics) if (chance.is(0.3)) world.interests.push({ customer_id: id, topic_id: topic.id, declared: chance.oneOf([0, 0.5, 1, 10]), refused: chance.is(0.2) });
  if (chance.is(0.6)) world.consents.push({ customer_id: id, state: chance.oneOf(['GIVEN', 'WITHDRAWN']) });
  if (chance.is(0.15)) world.limits.push({ customer_id: id, ended_at: chance.is(0.5) ? world.now.toISOString() : null });
  for (const segment of world.segments) {
    const before = (days: number): string => new Date(world.now.getTime() - days * DAY).toISOString();
    if (chance.is(0.3)) world.stays.push({ id: chance.id(), segment_id: segment, customer_id: id, entered_at: before(chance.between(15, 30)), left_at: before(chance.between(5, 14)) });
    if (chance.is(0.3)) world.stays.push({ id: chance.id(), segment_id: segment, customer_id: id, entered_at: before(chance.between(0, 4)), left_at: null });
  }
  if (chance.is(0.05)) world.baits.push(id);
}

/** A company of some dozens of customers, a third of whom keep another zone. */
export function worldOf(chance: Chance, now: Date, zones: { company: string; own: string }, size: number): World {
  const categories = [chance.id(), chance.id()];
  const top = chance.id();
  const world: World = {
    now, companyZone: zones.company, people: [], orders: [], lines: [], events: [], identities: [], interests: [], consents: [], limits: [], stays: [], baits: [], categories,
    products: Array.from({ length: 5 }, (_, at) => ({ id: chance.id(), code: `SEG-${chance.below(1_000_000)}-${at}`, category_id: chance.oneOf([...categories, null]) })),
    topics: [{ id: top, path: [top] }, ...[chance.id(), chance.id()].map((id) => ({ id, path: [top, id] })), ...[chance.id()].map((id) => ({ id, path: [id] }))],
    tags: [chance.id(), chance.id(), chance.id()], segments: [chance.id(), chance.id()], purpose: { id: chance.id(), code: `SEG_${chance.below(1_000_000)}` },
  };
  world.people = Array.from({ length: size }, () => personOf(chance, world, zones.own));
  for (const person of world.people) {
    ordersOf(chance, world, person);
    eventsOf(chance, world, person);
    aroundOf(chance, world, person);
  }
  const [absorbed, into] = world.people;
  Object.assign(absorbed!, { archived_at: now.toISOString(), merged_into_id: into!.id });
  return world;
}
