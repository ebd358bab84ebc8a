import type { Days, Definition, EventRule, EventStep, MemberRule, Numbers, OrderRule, Rule, SequenceRule } from '../compile/definition';
import type { Chance } from './chance';
import { dayAt, moved } from './days';
import { EVENT_NAMES, FIELDS, PICKS, type World } from './world';

/** Random definitions over a world: every kind of condition, and every way in which conditions are put together. */
export class Definitions {
  private readonly today: string;

  constructor(
    private readonly chance: Chance,
    private readonly world: World,
  ) {
    this.today = dayAt(world.now, world.companyZone);
  }

  definition(): Definition {
    const { chance } = this;
    const rule = this.rule(chance.oneOf([0, 1, 1, 2, 3]));
    return chance.is(0.25) ? { rule, exclude: Array.from({ length: chance.between(1, 2) }, () => this.rule(chance.below(2))) } : { rule };
  }

  private rule(depth: number): Rule {
    const { chance } = this;
    if (depth === 0) return this.leaf();
    const inner = (): Rule => this.rule(chance.below(depth));
    const kind = chance.below(5);
    if (kind === 4) return { not: inner() };
    const list = Array.from({ length: chance.between(1, 3) }, inner);
    return kind < 2 ? { all: list } : { any: list };
  }

  private leaf(): Rule {
    const { chance } = this;
    const kind = chance.below(10);
    if (kind < 4) return { customer: this.filter(chance.is(0.2) ? 1 : 0) };
    if (kind < 7) return { orders: this.orders() };
    if (kind < 8) return { events: this.events() };
    return kind < 9 ? { sequence: this.sequence() } : { member: this.member() };
  }

  private days(): Days {
    const { chance, today } = this;
    const from = moved(today, -chance.between(0, 40));
    return chance.oneOf<() => Days>([
      () => ({ from, to: moved(from, chance.between(0, 30)) }), () => ({ from }), () => ({ to: from }), () => ({ last: chance.oneOf([0, 1, 2, 7, 30]) }), () => ({ last: 1 }), () => ({ next: chance.oneOf([1, 3, 20]) }),
      () => ({ month: chance.oneOf([0, 1, 2, 3, 12]) }), () => ({ last: 10, from: moved(today, -4) }),
    ])();
  }

  private fieldDays(): Days {
    return this.chance.is(0.2) ? { isEmpty: this.chance.is(0.5) } : this.days();
  }

  private numbers(most: number, least = 0): Numbers {
    const { chance } = this;
    const min = chance.between(least, most);
    return chance.oneOf<() => Numbers>([() => ({ min }), () => ({ max: min }), () => ({ min, max: min + chance.between(0, most) }), () => ({ isEmpty: chance.is(0.5) }), () => ({ min: 1 })])();
  }

  private refs(ids: readonly string[]): { in?: string[]; notIn?: string[] } {
    const { chance } = this;
    return chance.is(0.6) ? { in: chance.some(ids) } : { notIn: chance.some(ids) };
  }

  private filter(depth: number): object {
    const { chance } = this;
    if (depth > 0) {
      const inner = (): object => this.filter(depth - 1);
      return chance.oneOf<() => object>([() => ({ and: [inner(), inner()] }), () => ({ or: [inner(), inner()] }), () => ({ not: inner() })])();
    }
    return Object.assign({}, this.one(), chance.is(0.3) ? this.one() : {});
  }

  private one(): object {
    const { chance, world } = this;
    return chance.oneOf<() => object>([
      () => ({ city: chance.oneOf([{ equals: 'ningbo' }, { contains: '杭' }, { startsWith: 'N' }, { isEmpty: true }, { isEmpty: false }]) }), () => ({ region: chance.oneOf([{ equals: 'NORTH' }, { contains: '华' }]) }),
      () => ({ gender: this.refs(['FEMALE', 'MALE']) }), () => ({ stage: this.refs(['ACTIVE', 'LOST']) }), () => ({ kind: { in: ['COMPANY'] } }), () => ({ tags: chance.is(0.2) ? { isEmpty: chance.is(0.5) } : this.refs(world.tags) }),
      () => ({ interests: chance.is(0.2) ? { isEmpty: chance.is(0.5) } : this.refs(world.topics.map(({ id }) => id)) }), () => ({ segments: this.refs(world.segments) }), () => ({ birthDate: this.fieldDays() }), () => ({ birthDate: { month: 3 } }),
      () => ({ createdAt: this.days() }), () => ({ firstOrderOn: this.fieldDays() }), () => ({ lastOrderOn: this.fieldDays() }), () => ({ recencyDays: this.numbers(30) }), () => ({ orderCount: this.numbers(4) }),
      () => ({ netAmount: this.numbers(4_000) }), () => ({ hasPhone: chance.is(0.5) }), () => ({ hasEmail: chance.is(0.5) }), () => ({ forPurpose: { purpose: world.purpose.code } }), () => ({ custom: [this.custom()] }), () => ({ custom: [this.custom(), this.custom()] }),
    ])();
  }

  private custom(): object {
    const { chance } = this;
    const isEmpty = chance.is(0.15) ? { isEmpty: chance.is(0.5) } : null;
    const key = chance.oneOf(['word', 'size', 'day', 'pick', 'flag'] as const);
    const numbers = (): object => ({ min: chance.between(0, 6), ...(chance.is(0.4) ? { max: 8 } : {}) });
    const said = { word: () => chance.oneOf([{ contains: 'BETA' }, { contains: '100%' }, { equals: 'Beta' }, { startsWith: 'al' }]), size: numbers, day: () => this.days(), pick: () => this.refs(PICKS), flag: () => ({ is: chance.is(0.5) }) }[key];
    return { key: FIELDS[key], ...(isEmpty ?? said()) };
  }

  private orders(): OrderRule {
    const { chance, world } = this;
    const measure = chance.oneOf(['COUNT', 'COUNT', 'NET_AMOUNT', 'NET_AMOUNT', 'SALE_AMOUNT', 'DAYS', 'PRODUCTS', 'CATEGORIES', 'FIRST_ON', 'LAST_ON'] as const);
    const isAmount = measure === 'NET_AMOUNT' || measure === 'SALE_AMOUNT';
    const isDay = measure === 'FIRST_ON' || measure === 'LAST_ON';
    const rule: Record<string, unknown> = chance.is(0.8) || measure !== 'COUNT' ? { measure } : {};
    if (!isAmount && chance.is(0.5)) rule['kind'] = chance.oneOf(['SALE', 'REFUND', 'ANY']);
    if (chance.is(0.6)) rule['within'] = this.days();
    if (chance.is(0.2)) rule['categoryIds'] = chance.some(world.categories);
    if (chance.is(0.2)) rule['productIds'] = chance.some(world.products.map(({ id }) => id));
    if (chance.is(0.2)) rule['amount'] = { min: chance.between(1, 20) * 100, ...(chance.is(0.4) ? { max: 4_000 } : {}) };
    if (isDay && chance.is(0.8)) rule['on'] = this.fieldDays();
    if (!isDay && chance.is(0.8)) rule['is'] = this.numbers(isAmount ? 3_000 : 4, isAmount ? -1_500 : 0);
    return rule;
  }

  private step(): EventStep {
    const { chance, world } = this;
    const step: Record<string, unknown> = { names: chance.some(EVENT_NAMES) };
    if (chance.is(0.2)) step['topicIds'] = chance.some(world.topics.map(({ id }) => id));
    if (chance.is(0.15)) step['productCodes'] = chance.some(world.products.map(({ code }) => code));
    return step;
  }

  private events(): EventRule {
    const { chance } = this;
    const rule: Record<string, unknown> = chance.is(0.8) ? { ...this.step() } : {};
    if (chance.is(0.25)) rule['path'] = chance.oneOf([{ startsWith: '/shoes' }, { contains: 'HAT' }, { equals: '/shoes' }, { isEmpty: true }]);
    if (chance.is(0.5)) rule['within'] = this.days();
    if (chance.is(0.6)) rule['count'] = this.numbers(3);
    return rule;
  }

  private sequence(): SequenceRule {
    const { chance } = this;
    const rule: SequenceRule = { steps: Array.from({ length: chance.between(2, 4) }, () => this.step()) };
    if (chance.is(0.5)) rule.windowDays = chance.between(1, 9);
    if (chance.is(0.3)) rule.within = this.days();
    return rule;
  }

  private member(): MemberRule {
    const { chance, world } = this;
    const rule: MemberRule = chance.is(0.6) ? { in: chance.some(world.segments) } : { notIn: chance.some(world.segments) };
    if (chance.is(0.2)) rule.ever = true;
    if (chance.is(0.35)) {
      const within = this.days();
      rule.within = typeof within.month === 'number' ? { last: 9 } : within;
    }
    return rule;
  }
}
