import type { Days, Definition, EventStep, MemberRule, Numbers, OrderRule, Rule, SequenceRule, Texts } from '../compile/definition';
import { dayAt, moved } from './days';
import type { Person, PlainEvent, PlainOrder, World } from './world';

/** Yes, no, or neither: where a condition cannot be told. */
type Told = boolean | null;

const and = (all: readonly Told[]): Told => (all.includes(false) ? false : all.includes(null) ? null : true);
const or = (all: readonly Told[]): Told => (all.includes(true) ? true : all.includes(null) ? null : false);
const not = (told: Told): Told => (told === null ? null : !told);
const given = (value: unknown): boolean => value !== undefined && value !== null;

/** One customer after the other, one rule after the other, over plain rows: slow, and easy to believe. */
export class Naive {
  private readonly zone: string;
  private readonly today: string;

  constructor(
    private readonly world: World,
    private readonly person: Person,
  ) {
    this.zone = person.time_zone ?? world.companyZone;
    this.today = dayAt(world.now, this.zone);
  }

  belongs({ rule, exclude }: Definition): boolean {
    const { archived_at: archived, id } = this.person;
    if (archived !== null || this.world.baits.includes(id)) return false;
    return this.rule(rule) === true && !(exclude ?? []).some((one) => this.rule(one) === true);
  }

  private rule(rule: Rule): Told {
    if (rule.all) return and(rule.all.map((one) => this.rule(one)));
    if (rule.any) return or(rule.any.map((one) => this.rule(one)));
    if (rule.not) return not(this.rule(rule.not));
    if (rule.customer) return this.filter(rule.customer as Record<string, unknown>);
    if (rule.orders) return this.ordered(rule.orders);
    if (rule.events) return this.did(rule.events);
    if (rule.sequence) return this.chained(rule.sequence);
    return this.member(rule.member!);
  }

  private within(day: string | null, range: Days): Told {
    const found: Told[] = [];
    const compare = (test: (value: string) => boolean): void => void found.push(day === null ? null : test(day));
    if (given(range.from)) compare((value) => value >= range.from!);
    if (given(range.to)) compare((value) => value <= range.to!);
    if (given(range.last)) compare((value) => value > moved(this.today, -range.last!) && value <= this.today);
    if (given(range.next)) compare((value) => value >= this.today && value < moved(this.today, range.next!));
    if (given(range.month)) compare((value) => Number(value.slice(5, 7)) === (range.month === 0 ? Number(this.today.slice(5, 7)) : range.month));
    if (given(range.isEmpty)) found.push((day === null) === range.isEmpty);
    return and(found);
  }

  private ranged(value: number | null, range: Numbers): Told {
    const found: Told[] = [];
    if (given(range.min)) found.push(value === null ? null : value >= range.min!);
    if (given(range.max)) found.push(value === null ? null : value <= range.max!);
    if (given(range.isEmpty)) found.push((value === null) === range.isEmpty);
    return and(found);
  }

  private text(value: string | null, range: Texts): Told {
    const found: Told[] = [];
    const lower = value?.toLowerCase() ?? null;
    const say = (test: (text: string) => boolean): void => void found.push(lower === null ? null : test(lower));
    if (range.contains) say((text) => text.includes(range.contains!.toLowerCase()));
    if (range.startsWith) say((text) => text.startsWith(range.startsWith!.toLowerCase()));
    if (range.equals) say((text) => text === range.equals!.toLowerCase());
    if (given(range.isEmpty)) found.push((value === null || value === '') === range.isEmpty);
    return and(found);
  }

  private choice(value: string | null, { in: among, notIn }: { in?: string[]; notIn?: string[] }): Told {
    return and([...(among ? [value === null ? null : among.includes(value)] : []), ...(notIn ? [value === null || !notIn.includes(value)] : [])]);
  }

  private several(values: readonly string[], { in: among, notIn, isEmpty }: { in?: string[]; notIn?: string[]; isEmpty?: boolean }): Told {
    const meets = (list: readonly string[]): boolean => list.some((one) => values.includes(one));
    return and([...(among ? [meets(among)] : []), ...(notIn ? [!meets(notIn)] : []), ...(given(isEmpty) ? [(values.length === 0) === isEmpty] : [])]);
  }

  private filter(filter: Record<string, unknown>): Told {
    return and(Object.entries(filter).map(([name, value]) => {
      if (name === 'and') return and((value as Record<string, unknown>[]).map((one) => this.filter(one)));
      if (name === 'or') return or((value as Record<string, unknown>[]).map((one) => this.filter(one)));
      if (name === 'not') return not(this.filter(value as Record<string, unknown>));
      return this.field(name, value as never);
    }));
  }

  private field(name: string, value: never): Told {
    const { person, world } = this;
    const sales = this.live().filter(({ kind }) => kind === 'SALE');
    const days = sales.map(({ ordered_at: at, ordered_on: on }) => (person.time_zone === null ? on : dayAt(new Date(at), this.zone))).sort();
    const contact = (kind: string): boolean => world.identities.some((one) => one.customer_id === person.id && one.kind === kind && one.archived_at === null);
    switch (name) {
      case 'city': return this.text(person.city, value);
      case 'region': return this.text(person.region, value);
      case 'gender': return this.choice(person.gender, value);
      case 'stage': return this.choice(person.stage, value);
      case 'kind': return this.choice(person.kind, value);
      case 'tags': return this.several(person.tag_ids, value);
      case 'interests': return this.several(world.interests.filter((one) => one.customer_id === person.id && !one.refused && one.declared >= 1).map((one) => one.topic_id), value);
      case 'segments': return this.several(this.stays().filter(({ left_at: left }) => left === null).map((stay) => stay.segment_id), value);
      case 'birthDate': return this.birth(value);
      case 'createdAt': return this.within(dayAt(new Date(person.created_at), this.zone), value);
      case 'firstOrderOn': return this.within(days[0] ?? null, value);
      case 'lastOrderOn': return this.within(days.at(-1) ?? null, value);
      case 'recencyDays': return this.ranged(days.length === 0 ? null : (Date.parse(this.today) - Date.parse(days.at(-1)!)) / 86_400_000, value);
      case 'orderCount': return this.ranged(sales.length, value);
      case 'netAmount': return this.ranged(this.mixed() || this.live().length === 0 ? null : sum(this.live().map((order) => order.amount_minor)), value);
      case 'hasPhone': return contact('PHONE') === value;
      case 'hasEmail': return contact('EMAIL') === value;
      case 'forPurpose': return world.consents.some((one) => one.customer_id === person.id && one.state === 'GIVEN') && !world.limits.some((one) => one.customer_id === person.id && one.ended_at === null);
      case 'custom': return and((value as Record<string, unknown>[]).map((one) => this.custom(one)));
      default: throw new Error(`The naive evaluator knows no ${name}`);
    }
  }

  private birth(range: Days): Told {
    const { birth_date: day, birth_precision: precision } = this.person;
    const found = [this.within(day, range)];
    if (given(range.month)) found.push(precision === null ? null : precision !== 'YEAR');
    if (given(range.from) || given(range.to) || given(range.last) || given(range.next)) found.push(precision === null ? null : precision !== 'MONTH_DAY');
    return and(found);
  }

  private custom(asked: Record<string, unknown>): Told {
    const held = (this.person.custom ?? {})[asked['key'] as string] ?? null;
    const { key: _, isEmpty, is, ...conditions } = asked;
    const found: Told[] = [];
    if (given(is)) found.push(held === null ? null : held === is);
    if (given(isEmpty)) found.push((held === null) === isEmpty);
    for (const [name, value] of Object.entries(conditions)) {
      if (name === 'min' || name === 'max') found.push(this.ranged(held as number | null, { [name]: value as number }));
      else if (name === 'in' || name === 'notIn') found.push(this.choice(held as string | null, { [name]: value as string[] }));
      else if (name === 'contains' || name === 'equals' || name === 'startsWith') found.push(this.text(held as string | null, { [name]: value as string }));
      else found.push(this.within(held as string | null, { [name]: value as never }));
    }
    return and(found);
  }

  private live(): PlainOrder[] {
    return this.world.orders.filter((order) => order.customer_id === this.person.id && order.archived_at === null);
  }

  private mixed(): boolean {
    return new Set(this.live().map(({ currency }) => currency)).size > 1;
  }

  private dayOf(order: PlainOrder): string {
    return this.person.time_zone === null ? order.ordered_on : dayAt(new Date(order.ordered_at), this.zone);
  }

  private ordered(rule: OrderRule): Told {
    const measure = rule.measure ?? 'COUNT';
    const kind = measure === 'NET_AMOUNT' ? 'ANY' : measure === 'SALE_AMOUNT' ? 'SALE' : (rule.kind ?? 'SALE');
    const names = rule.categoryIds ?? rule.productIds ?? null;
    if ((rule.amount || measure === 'NET_AMOUNT' || measure === 'SALE_AMOUNT') && this.mixed()) return null;
    const bought = (order: PlainOrder) => this.world.lines.filter((line) => line.order_id === order.id && line.archived_at === null && line.kind === 'PRODUCT' && (names === null || this.isNamed(line.product_id, rule)));
    const orders = this.live().filter((order) => (kind === 'ANY' || order.kind === kind) && (!rule.within || this.within(this.dayOf(order), rule.within) === true) && (!rule.amount || this.ranged(Math.abs(order.amount_minor), rule.amount) !== false)
      && ((names === null && measure !== 'PRODUCTS' && measure !== 'CATEGORIES') || bought(order).length > 0));
    const products = orders.flatMap((order) => bought(order).map((line) => line.product_id)).filter((id): id is string => id !== null);
    const days = orders.map((order) => this.dayOf(order)).sort();
    if (measure === 'FIRST_ON' || measure === 'LAST_ON') return this.onDay(rule, measure === 'FIRST_ON' ? (days[0] ?? null) : (days.at(-1) ?? null), orders.length);
    const amount = sum(orders.map((order) => (names === null ? order.amount_minor : sum(bought(order).map((line) => line.amount_minor)))));
    const categories = products.map((id) => this.world.products.find((product) => product.id === id)!.category_id).filter(given);
    const value = { COUNT: orders.length, NET_AMOUNT: amount, SALE_AMOUNT: amount, DAYS: new Set(days).size, PRODUCTS: new Set(products).size, CATEGORIES: new Set(categories).size }[measure];
    return this.counted(value, rule.is ?? null, orders.length);
  }

  private onDay({ on }: OrderRule, day: string | null, count: number): Told {
    if (!on) return count >= 1;
    const { isEmpty, ...range } = on;
    const hasRange = Object.values(range).some(given);
    return and([...(hasRange ? [this.within(day, range)] : []), ...(given(isEmpty) ? [(count === 0) === isEmpty] : hasRange ? [] : [count >= 1])]);
  }

  private counted(value: number, range: Numbers | null, count: number): Told {
    const hasRange = given(range?.min) || given(range?.max);
    return and([...(hasRange ? [this.ranged(value, { min: range!.min ?? null, max: range!.max ?? null })] : []), ...(given(range?.isEmpty) ? [(count === 0) === range!.isEmpty] : hasRange ? [] : [count >= 1])]);
  }

  private isNamed(id: string | null, { categoryIds, productIds }: OrderRule): boolean {
    if (id === null) return false;
    const category = this.world.products.find((product) => product.id === id)!.category_id;
    return (productIds ?? []).includes(id) || (category !== null && (categoryIds ?? []).includes(category));
  }

  private meets(event: PlainEvent, { names, topicIds, productCodes }: EventStep): boolean {
    const under = topicIds ? this.world.topics.filter((topic) => topic.path.some((id) => topicIds.includes(id))).map(({ id }) => id) : [];
    return (!names || names.includes(event.name as never)) && (!topicIds || event.topic_ids.some((id) => under.includes(id))) && (!productCodes || (event.product_code !== null && productCodes.includes(event.product_code)));
  }

  private own(within: Days | null | undefined): PlainEvent[] {
    return this.world.events.filter((event) => event.customer_id === this.person.id && (!within || this.within(dayAt(new Date(event.occurred_at), this.zone), within) === true));
  }

  private did({ path, within, count, ...step }: NonNullable<Rule['events']>): Told {
    const events = this.own(within).filter((event) => this.meets(event, step) && (!path || this.text(event.path, path) === true));
    return this.counted(events.length, count ?? null, events.length);
  }

  /** Every way to choose one event a step, tried out. */
  private chained({ steps, within, windowDays }: SequenceRule): boolean {
    const events = this.own(within).map((event) => ({ event, at: Date.parse(event.occurred_at) }));
    const goesOn = (step: number, begun: number, last: number): boolean => step === steps.length
      || events.some(({ event, at }) => at > last && this.meets(event, steps[step]!) && (!given(windowDays) || at - begun <= windowDays! * 86_400_000) && goesOn(step + 1, begun, at));
    return events.some(({ event, at }) => this.meets(event, steps[0]!) && goesOn(1, at, at));
  }

  private stays() {
    return this.world.stays.filter((stay) => stay.customer_id === this.person.id);
  }

  private member({ in: among, notIn, ever, within }: MemberRule): boolean {
    const isIn = (ids: readonly string[]): boolean => this.stays().some((stay) => ids.includes(stay.segment_id) && (within ? this.overlaps(stay, within) : ever === true || stay.left_at === null));
    return (!among || isIn(among)) && (!notIn || !isIn(notIn));
  }

  /** Whether somebody was there at some moment of these days: looked at hour by hour of the person's own zone. */
  private overlaps({ entered_at: entered, left_at: left }: { entered_at: string; left_at: string | null }, within: Days): boolean {
    const end = left === null ? this.world.now.getTime() + 400 * 86_400_000 : Date.parse(left) - 1;
    for (let at = Date.parse(entered); ; at = Math.min(at + 3_600_000, end)) {
      if (this.within(dayAt(new Date(at), this.zone), within) === true) return true;
      if (at >= end) return false;
    }
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
