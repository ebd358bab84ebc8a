import type { Graph } from './relation.words';

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Who stands beside whom, the strongest relation first. */
export function neighboursOf(graph: Graph): Neighbours {
  const near = new Map<string, string[]>((graph.nodes ?? []).map(({ id }) => [id, []]));
  for (const { fromId, toId } of [...(graph.edges ?? [])].sort((a, b) => (b.strength ?? 0) - (a.strength ?? 0))) {
    for (const [one, other] of [[fromId, toId], [toId, fromId]] as const) if (near.has(other) && !near.get(one)?.includes(other)) near.get(one)?.push(other);
  }
  return near;
}

/** Whom each customer is reached by from the middle: the strongest of those one step nearer. */
function reachedBy(graph: Graph, near: Neighbours): ReadonlyMap<string, string> {
  const hops = new Map((graph.nodes ?? []).map(({ id, hop }) => [id, hop ?? 0]));
  return new Map([...hops].flatMap(([id, hop]) => {
    const parent = near.get(id)?.find((one) => hops.get(one) === hop - 1);
    return parent === undefined ? [] : [[id, parent] as const];
  }));
}

/**
 * The customer that an arrow leads to: down to those it leads on to, up to whom it was reached by, left and right to the next one
 * beside it. Null where there is none.
 */
export function stepFrom(graph: Graph, at: string, key: string): string | null {
  const near = neighboursOf(graph);
  const parents = reachedBy(graph, near);
  const children = (id: string): string[] => (near.get(id) ?? []).filter((one) => parents.get(one) === id);
  const parent = parents.get(at);
  if (key === 'ArrowDown') return children(at)[0] ?? null;
  if (key === 'ArrowUp') return parent ?? null;
  if (parent === undefined) return null;
  const beside = children(parent);
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  return by === 0 ? null : (beside[(beside.indexOf(at) + by + beside.length) % beside.length] ?? null);
}

/** The drawing is wider than high; its corners hold its size when few stand in one line. */
export const CORNERS: readonly (readonly [number, number])[] = [[-340, -200], [340, 200]];
const WIDER = 1.7;

/** Where each customer is drawn: one step on the inner circle, two steps on the outer one behind those who lead there. The same graph is always drawn the same. */
export function placesOf(graph: Graph): ReadonlyMap<string, readonly [number, number]> {
  const nodes = graph.nodes ?? [];
  const near = neighboursOf(graph);
  const parents = reachedBy(graph, near);
  const inner = nodes.filter(({ hop }) => hop === 1).map(({ id }) => ({ id, behind: nodes.filter((one) => one.hop === 2 && parents.get(one.id) === id).map((one) => one.id) }));
  const places = new Map<string, readonly [number, number]>(nodes.map(({ id }) => [id, [0, 0]]));
  const share = inner.reduce((sum, { behind }) => sum + Math.max(1, behind.length), 0);
  const put = (id: string, turn: number, radius: number) => places.set(id, [WIDER * radius * Math.cos(2 * Math.PI * turn), radius * Math.sin(2 * Math.PI * turn)]);
  // Two neighbours stand left and right of the middle: the drawing is wider than high.
  let turn = inner.length === 2 ? 0.25 : 0;
  for (const { id, behind } of inner) {
    const width = Math.max(1, behind.length) / share;
    put(id, turn + width / 2, 100);
    behind.forEach((one, at) => put(one, turn + (width * (at + 0.5)) / behind.length, 190));
    turn += width;
  }
  return places;
}
