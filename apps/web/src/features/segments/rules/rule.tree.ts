import { DEEPEST, isGroup, MOST_LEAVES, type Ask, type Definition, type Group, type Leaf, type Node } from './rule.types';

/** Names nodes within one browser; they are never sent. */
let serial = 0;
const nextId = (): string => `n${(serial += 1)}`;

export const leafOf = (ask: Ask, not = false): Leaf => ({ id: nextId(), not, ask });
export const groupOf = (how: Group['how'], rules: Node[] = [], not = false): Group => ({ id: nextId(), not, how, rules });
export const emptyDefinition = (): Definition => ({ rule: groupOf('all'), exclude: groupOf('any') });

export const leavesIn = (node: Node): Leaf[] => (isGroup(node) ? node.rules.flatMap(leavesIn) : [node]);
export const leavesOf = (definition: Definition): Leaf[] => [...leavesIn(definition.rule), ...leavesIn(definition.exclude)];
export const nodeIn = (node: Node, id: string): Node | null => (node.id === id ? node : isGroup(node) ? node.rules.reduce<Node | null>((found, one) => found ?? nodeIn(one, id), null) : null);
export const nodeOf = (definition: Definition, id: string): Node | null => nodeIn(definition.rule, id) ?? nodeIn(definition.exclude, id);

/** Levels of groups and conditions below and with this node; a rule that is turned round takes a level of its own. */
export const depthIn = (node: Node): number => (isGroup(node) ? 1 + Math.max(0, ...node.rules.map(depthIn)) : 1) + (node.not ? 1 : 0);
/** The server's bounds: so deep, and so many conditions. What lies under `exclude` is a list there, without a level of its own. */
export const fits = (definition: Definition): boolean =>
  depthIn(definition.rule) <= DEEPEST && Math.max(0, ...definition.exclude.rules.map(depthIn)) <= DEEPEST && leavesOf(definition).length <= MOST_LEAVES;

type Change = (node: Node) => Node | null;
function within(group: Group, id: string, change: Change): Group {
  const rules = group.rules.flatMap((node) => {
    if (node.id === id) return change(node) ?? [];
    return isGroup(node) ? within(node, id, change) : node;
  });
  return rules.length === group.rules.length && rules.every((node, at) => node === group.rules[at]) ? group : { ...group, rules };
}

/** Groups that lost their last rule go as well; the two roots stay. */
const pruned = (group: Group): Group => ({ ...group, rules: group.rules.map((node) => (isGroup(node) ? pruned(node) : node)).filter((node) => !isGroup(node) || node.rules.length > 0) });
const both = (definition: Definition, change: (group: Group) => Group): Definition => ({ rule: change(definition.rule), exclude: change(definition.exclude) });

/** Puts a changed node in the place of the one of that id; the roots are changed in themselves. */
export const changed = (definition: Definition, id: string, change: (node: Node) => Node): Definition =>
  both(definition, (root) => (root.id === id ? (change(root) as Group) : within(root, id, change)));

/** Adds a node to a group, at its end or at a place. */
export const added = (definition: Definition, groupId: string, node: Node, at = Number.MAX_SAFE_INTEGER): Definition =>
  changed(definition, groupId, (group) => (isGroup(group) ? { ...group, rules: group.rules.toSpliced(at, 0, node) } : group));

const taken = (definition: Definition, id: string): Definition => both(definition, (root) => within(root, id, () => null));

/** Takes a node away. */
export const removed = (definition: Definition, id: string): Definition => both(taken(definition, id), pruned);

export function parentOf(definition: Definition, id: string): { group: Group; at: number } | null {
  const look = (group: Group): { group: Group; at: number } | null => {
    const at = group.rules.findIndex((node) => node.id === id);
    return at >= 0 ? { group, at } : group.rules.filter(isGroup).reduce<{ group: Group; at: number } | null>((found, one) => found ?? look(one), null);
  };
  return look(definition.rule) ?? look(definition.exclude);
}

/** Carries a node to another place; into itself it cannot go. */
export function moved(definition: Definition, id: string, groupId: string, at: number): Definition {
  const node = nodeOf(definition, id);
  if (!node || nodeIn(node, groupId)) return definition;
  return both(added(taken(definition, id), groupId, node, at), pruned);
}

/** One place up or down: past a condition, into a group that stands there, and out of its own at the edge. */
export function stepped(definition: Definition, id: string, by: -1 | 1): Definition {
  const place = parentOf(definition, id);
  if (!place) return definition;
  const { group, at } = place;
  const neighbour = group.rules[at + by];
  if (neighbour && isGroup(neighbour)) return moved(definition, id, neighbour.id, by < 0 ? neighbour.rules.length : 0);
  if (neighbour) return moved(definition, id, group.id, at + by);
  const outer = parentOf(definition, group.id);
  return outer ? moved(definition, id, outer.group.id, outer.at + (by < 0 ? 0 : 1)) : definition;
}

/** Puts a node into a group of its own, where alternatives can be added. */
export const wrapped = (definition: Definition, id: string, how: Group['how']): Definition => changed(definition, id, (node) => groupOf(how, [node]));

/** Dissolves a group into the one around it; a group that is turned round means something else and stays. */
export function dissolved(definition: Definition, id: string): Definition {
  const node = nodeOf(definition, id);
  const place = parentOf(definition, id);
  if (!node || !place || !isGroup(node) || node.not) return definition;
  return changed(definition, place.group.id, (group) => (isGroup(group) ? { ...group, rules: group.rules.toSpliced(place.at, 1, ...node.rules) } : group));
}

/** The same with new ids: a copy that can stand beside it. */
export const copied = (node: Node): Node => (isGroup(node) ? { ...node, id: nextId(), rules: node.rules.map(copied) } : { ...node, id: nextId() });
export function duplicated(definition: Definition, id: string): Definition {
  const node = nodeOf(definition, id);
  const place = parentOf(definition, id);
  return node && place ? added(definition, place.group.id, copied(node), place.at + 1) : definition;
}

/** Carries a node over to the exclusions, or back. */
export const swappedSide = (definition: Definition, id: string): Definition => moved(definition, id, (nodeIn(definition.exclude, id) ? definition.rule : definition.exclude).id, Number.MAX_SAFE_INTEGER);
