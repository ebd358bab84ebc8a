import { DomainError } from '@dossier/kernel/errors';
import { SegmentMeasure } from '@dossier/vocabulary/insight-enums';
import { LEAVES, placed, type Days, type Definition, type OrderRule, type PlacedRule, type Rule } from './compile/definition';

export const DEPTH_MOST = 5;
export const LEAVES_MOST = 60;

const KEYS = ['all', 'any', 'not', ...LEAVES] as const;
const DAY_MEASURES = new Set<string>([SegmentMeasure.FIRST_ON, SegmentMeasure.LAST_ON]);

/** A plain copy without what was left out: as it is kept. */
export const plain = <T>(given: T): T => JSON.parse(JSON.stringify(given, (_, value: unknown) => (value === null ? undefined : value))) as T;

const unclear = (path: string): DomainError => new DomainError('SEGMENT_RULE_UNCLEAR', { path });
const badValue = (path: string, name: string): DomainError => new DomainError('SEGMENT_RULE_VALUE', { path, name });

function depthOf(rule: Rule, path: string, depth: number): void {
  const groups = [...(rule.all ?? []).map((one, at) => [one, `${path}.all.${at}`] as const), ...(rule.any ?? []).map((one, at) => [one, `${path}.any.${at}`] as const), ...(rule.not ? [[rule.not, `${path}.not`] as const] : [])];
  if ((rule.all ?? rule.any ?? rule.not) && depth > DEPTH_MOST) throw new DomainError('SEGMENT_TOO_DEEP', { max: DEPTH_MOST, path });
  for (const [one, at] of groups) depthOf(one, at, depth + 1);
}

/** Every range in a rule, at any depth: its lower end must not lie above its upper one. */
function ranges(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) return void value.forEach((one) => ranges(one, path));
  const { min, max, from, to } = value as { min?: number; max?: number; from?: string; to?: string };
  if ((typeof min === 'number' && typeof max === 'number' && min > max) || (typeof from === 'string' && typeof to === 'string' && from > to)) throw new DomainError('SEGMENT_RANGE', { path });
  for (const inner of Object.values(value)) ranges(inner, path);
}

const isEmptyRule = (value: object): boolean => Object.values(value).every((one) => one === undefined || one === null || (typeof one === 'object' && !Array.isArray(one) && isEmptyRule(one as object)));

/** A window must say when; that it is empty makes no sense of it. */
function window(within: Days | null | undefined, path: string): void {
  if (within && (typeof within.isEmpty === 'boolean' || isEmptyRule(within))) throw badValue(`${path}.within`, 'within');
}

function orders(rule: OrderRule, path: string): void {
  window(rule.within, path);
  const isDay = DAY_MEASURES.has(rule.measure ?? '');
  if (isDay && rule.is) throw badValue(path, 'is');
  if (!isDay && rule.on) throw badValue(path, 'on');
  if ((rule.measure === SegmentMeasure.NET_AMOUNT || rule.measure === SegmentMeasure.SALE_AMOUNT) && rule.kind === 'REFUND') throw badValue(path, 'kind');
  for (const [name, list] of [['categoryIds', rule.categoryIds], ['productIds', rule.productIds]] as const) if (list?.length === 0) throw badValue(path, name);
}

function leaf({ rule, path }: PlacedRule): void {
  if (rule.customer && isEmptyRule(rule.customer)) throw unclear(path);
  if (rule.orders) orders(rule.orders, path);
  for (const step of [rule.events ?? [], ...(rule.sequence?.steps ?? [])].flat()) for (const [name, list] of Object.entries(step)) if (Array.isArray(list) && list.length === 0) throw badValue(path, name);
  if (rule.sequence && rule.sequence.steps.some(isEmptyRule)) throw unclear(path);
  window(rule.events?.within, path);
  window(rule.sequence?.within, path);
  window(rule.member?.within, path);
  // A stay has a beginning and an end; it lies in no month of any year.
  if (typeof rule.member?.within?.month === 'number') throw badValue(`${path}.within`, 'month');
  if (rule.member && (rule.member.in ?? []).length === 0 && (rule.member.notIn ?? []).length === 0) throw unclear(path);
  for (const name of LEAVES) ranges(rule[name], path);
}

/** A definition as it may be kept: each place says one thing, no group is empty, and it is neither too deep nor too long. An empty `all` at the root is everybody, where something is excluded. */
export function requireDefinition(definition: Definition): void {
  for (const root of [definition.rule, ...(definition.exclude ?? [])].map((rule, at) => [rule, at === 0 ? 'rule' : `exclude.${at - 1}`] as const)) depthOf(root[0], root[1], 1);
  const all = placed(definition);
  const found = all.filter(({ rule }) => LEAVES.some((name) => rule[name])).length;
  if (found > LEAVES_MOST) throw new DomainError('SEGMENT_TOO_MANY_RULES', { max: LEAVES_MOST, found });
  for (const one of all) {
    const said = KEYS.filter((key) => one.rule[key] !== undefined && one.rule[key] !== null);
    if (said.length !== 1) throw unclear(one.path);
    const group = one.rule.all ?? one.rule.any;
    const isEverybody = one.path === 'rule' && said[0] === 'all' && (definition.exclude ?? []).length > 0;
    if (group?.length === 0 && !isEverybody) throw new DomainError('SEGMENT_GROUP_EMPTY', { path: one.path });
    leaf(one);
  }
}
