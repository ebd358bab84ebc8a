import type { BasketRule } from './affinity.documents';

interface Thing { id: string; name: string | null }
interface Matrix { down: Thing[]; across: Thing[]; cells: (BasketRule | null)[][]; rules: BasketRule[] }

/** More columns would not be read, and on a phone not be seen. */
const MOST = 7;

/** The strongest pairs laid out: the things that begin them down, those that follow across, in the order in which they first come. */
export function matrixOf(rules: readonly BasketRule[]): Matrix {
  const down = new Map<string, Thing>();
  const across = new Map<string, Thing>();
  const shown: BasketRule[] = [];
  for (const rule of rules) {
    const [left, right] = [rule.left?.[0], rule.right];
    if (!left || !right) continue;
    if ((!down.has(left.id) && down.size >= MOST) || (!across.has(right.id) && across.size >= MOST)) continue;
    if (!down.has(left.id)) down.set(left.id, { id: left.id, name: left.name ?? null });
    if (!across.has(right.id)) across.set(right.id, { id: right.id, name: right.name ?? null });
    shown.push(rule);
  }
  const find = (left: Thing, right: Thing): BasketRule | null => shown.find((rule) => rule.left?.[0]?.id === left.id && rule.right?.id === right.id) ?? null;
  return { down: [...down.values()], across: [...across.values()], cells: [...down.values()].map((left) => [...across.values()].map((right) => find(left, right))), rules: shown };
}
