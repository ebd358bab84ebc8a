import { asksNothing, filterOf, toSentence, type Filter } from '@dossier/ui';
import { groupOf, leafOf } from './rule.tree';
import { isGroup, type Ask, type Definition, type DefinitionInput, type Group, type MemberRule, type Node, type RuleInput, type SequenceStep } from './rule.types';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasSome = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;
const stepAsks = (step: SequenceStep): boolean => hasSome(step.names) || hasSome(step.topicIds) || hasSome(step.productCodes);

/** Whether a condition says enough to be asked; one that does not waits in the builder and counts for nothing. */
export function isComplete(ask: Ask): boolean {
  if (ask.kind === 'customer') return !asksNothing(ask.value);
  if (ask.kind === 'orders') return ask.value.measure === 'FIRST_ON' || ask.value.measure === 'LAST_ON' ? !asksNothing(ask.value.on) : !asksNothing(ask.value.is);
  if (ask.kind === 'events') return !asksNothing(ask.value.count);
  if (ask.kind === 'sequence') return ask.value.steps.length > 1 && ask.value.steps.every(stepAsks);
  return hasSome(ask.value.in) || hasSome(ask.value.notIn);
}

const says = (part: unknown): boolean => (Array.isArray(part) ? part.length > 0 : part !== '' && !asksNothing(part));

/** Without what says nothing: the server takes each empty part for a fault. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => says(part)).map(([key, part]) => [key, bare(part)]));
}

const askInput = (ask: Ask): RuleInput => (ask.kind === 'customer' ? { customer: bare(filterOf({ key: ask.key, value: ask.value })) as Filter } : ({ [ask.kind]: bare(ask.value) } as RuleInput));

/** Where each condition stands in what is sent: the counts come back under these names. */
export type Paths = ReadonlyMap<string, string>;
interface Written { input: RuleInput | null; paths: [id: string, path: string][] }

function written(node: Node, path: string): Written {
  const inner = node.not ? `${path}.not` : path;
  const turned = (input: RuleInput): RuleInput => (node.not ? { not: input } : input);
  if (!isGroup(node)) return isComplete(node.ask) ? { input: turned(askInput(node.ask)), paths: [[node.id, inner]] } : { input: null, paths: [] };
  const { inputs, paths } = listed(node, `${inner}.${node.how}`);
  return inputs.length === 0 ? { input: null, paths } : { input: turned({ [node.how]: inputs }), paths };
}

function listed(group: Group, path: string): { inputs: RuleInput[]; paths: [string, string][] } {
  const inputs: RuleInput[] = [];
  const paths: [string, string][] = [];
  for (const node of group.rules) {
    const one = written(node, `${path}.${inputs.length}`);
    if (!one.input) continue;
    inputs.push(one.input);
    paths.push(...one.paths);
  }
  return { inputs, paths };
}

/** What is sent of a definition; null while nothing is asked at all. */
export function toInput({ rule, exclude }: Definition): { input: DefinitionInput; paths: Paths } | null {
  const own = listed(rule, `rule.${rule.how}`);
  const out = listed(exclude, 'exclude');
  if (own.inputs.length + out.inputs.length === 0) return null;
  return { input: { rule: { [rule.how]: own.inputs }, ...(out.inputs.length > 0 && { exclude: out.inputs }) }, paths: new Map([...own.paths, ...out.paths]) };
}

const turnedRound = (node: Node): Node => ({ ...node, not: !node.not });
const one = (nodes: Node[], how: Group['how'] = 'all'): Node => (nodes.length === 1 ? nodes[0]! : groupOf(how, nodes));

/** A filter of the list, condition by condition. */
export function fromFilter(filter: Filter): Node[] {
  return Object.entries(filter).flatMap(([key, value]): Node[] => {
    if (value === undefined || value === null) return [];
    if (key === 'and' && Array.isArray(value)) return value.filter(isObject).flatMap(fromFilter);
    if (key === 'or' && Array.isArray(value)) return [groupOf('any', value.filter(isObject).map((part) => one(fromFilter(part))))];
    if (key === 'not' && isObject(value)) return [turnedRound(one(fromFilter(value)))];
    if (key === 'segments' && isObject(value) && (hasSome(value['in'] as unknown[]) || hasSome(value['notIn'] as unknown[]))) return [leafOf({ kind: 'member', value: value as MemberRule })];
    if (key === 'search') return [leafOf({ kind: 'customer', key, value })];
    return toSentence({ [key]: value }).conditions.map((condition) => leafOf({ kind: 'customer', ...condition }));
  });
}

function fromInput(input: RuleInput): Node {
  if (input.not) return turnedRound(fromInput(input.not));
  if (input.any) return groupOf('any', input.any.map(fromInput));
  if (input.all) return groupOf('all', input.all.map(fromInput));
  if (input.orders) return leafOf({ kind: 'orders', value: input.orders });
  if (input.events) return leafOf({ kind: 'events', value: input.events });
  if (input.sequence) return leafOf({ kind: 'sequence', value: input.sequence });
  if (input.member) return leafOf({ kind: 'member', value: input.member });
  return one(fromFilter(input.customer ?? {}));
}

const isDefinition = (kept: unknown): kept is DefinitionInput => isObject(kept) && isObject(kept['rule']);

/** What was kept, as the builder takes it; a rule that stands alone gets its group. */
export function fromDefinition(kept: unknown): Definition {
  if (!isDefinition(kept)) return { rule: groupOf('all'), exclude: groupOf('any') };
  const node = fromInput(kept.rule);
  return { rule: isGroup(node) && !node.not ? node : groupOf('all', [node]), exclude: groupOf('any', (kept.exclude ?? []).map(fromInput)) };
}

/** The conditions of the customer list as a definition. */
export const definitionOf = (filter: Filter): Definition => ({ rule: groupOf('all', fromFilter(filter)), exclude: groupOf('any') });
