import { fieldsOf, sameValue, TAGS, type MergeFieldSpec, type Values } from './merge.fields';

/** Whose value was taken for a field when one record absorbed another. */
export type Taken = 'SURVIVOR' | 'ABSORBED';

/** One record absorbed by another. Later merges have a higher place. */
export interface Edge {
  id: string;
  parent: string;
  child: string;
  place: number;
  choices: Readonly<Record<string, Taken>>;
  rules: Readonly<Record<string, string>>;
}

/**
 * Records merged into one. Each has values of its own; the record that stands shows, field by field, those of the side that was
 * picked. What is shown may have been edited since: `settled` gives such an edit to the side whose value it replaced.
 */
export interface Tree {
  root: string;
  /** What the record that stands shows now. */
  shown: Values;
  own: ReadonlyMap<string, Values>;
  edges: readonly Edge[];
}

export const single = (id: string, values: Values): Tree => ({ root: id, shown: values, own: new Map([[id, values]]), edges: [] });

const inOrder = (edges: readonly Edge[]): Edge[] => [...edges].sort((a, b) => a.place - b.place);

/** The record whose value of a field is shown: down the tree, the last child that was taken before its parent's own. */
export function pickedSide(tree: Pick<Tree, 'root' | 'edges'>, field: string): string {
  const ordered = inOrder(tree.edges);
  const below = (id: string): string => {
    const taken = ordered.findLast((edge) => edge.parent === id && edge.choices[field] === 'ABSORBED');
    return taken ? below(taken.child) : id;
  };
  return below(tree.root);
}

/** A record and all it has absorbed. */
export function subtree(edges: readonly Edge[], id: string): Set<string> {
  const found = new Set([id]);
  for (const one of found) for (const edge of edges) if (edge.parent === one) found.add(edge.child);
  return found;
}

/** The fields of a tree: every column that any of its records knows. */
export const fieldsIn = (tree: Tree): MergeFieldSpec[] => fieldsOf(new Set([...[...tree.own.values()].flatMap((own) => Object.keys(own)), ...Object.keys(tree.shown)]));

const tagsOf = (values: Values | undefined): string[] => (values?.[TAGS] as string[] | null | undefined) ?? [];
const union = (tree: Pick<Tree, 'own'>): Set<string> => new Set([...tree.own.values()].flatMap(tagsOf));

/** The tree with what was edited on the record that stands written to the sides it belongs to. */
export function settled(tree: Tree): Tree {
  const own = new Map([...tree.own].map(([id, values]) => [id, { ...values }]));
  for (const { name, columns } of fieldsIn(tree)) {
    const side = own.get(pickedSide(tree, name))!;
    for (const column of columns) put(side, column, tree.shown[column]);
  }
  settleTags(tree, own);
  return { ...tree, own };
}

/** A tag taken away goes from every side, one put on is the standing record's. Whoever has no tag at all keeps their own silence about it. */
function settleTags(tree: Tree, own: Map<string, Values>): void {
  const shown = new Set(tagsOf(tree.shown));
  const before = union(tree);
  const removed = new Set([...before].filter((tag) => !shown.has(tag)));
  const added = [...shown].filter((tag) => !before.has(tag));
  for (const values of own.values()) if (tagsOf(values).some((tag) => removed.has(tag))) values[TAGS] = tagsOf(values).filter((tag) => !removed.has(tag));
  const root = own.get(tree.root)!;
  if (added.length > 0) root[TAGS] = [...tagsOf(root), ...added].sort();
}

function put(values: Values, column: string, value: unknown): void {
  if (value === undefined) delete values[column];
  else values[column] = value;
}

/** The same tree showing what its picks say now. */
export function drawn(tree: Tree): Tree {
  const shown: Values = {};
  for (const { name, columns } of fieldsIn(tree)) {
    const side = tree.own.get(pickedSide(tree, name))!;
    for (const column of columns) put(shown, column, side[column]);
  }
  const own = tree.own.get(tree.root)!;
  if (tree.own.size === 1) put(shown, TAGS, own[TAGS]);
  else shown[TAGS] = [...union(tree)].sort();
  return { ...tree, shown };
}

/** Trees merged below the first one's root by these edges. Each must be settled before. */
export function joined(survivor: Tree, absorbed: readonly Tree[], edges: readonly Edge[]): Tree {
  return drawn({ root: survivor.root, shown: {}, own: new Map([...survivor.own, ...absorbed.flatMap((tree) => [...tree.own])]), edges: [...survivor.edges, ...absorbed.flatMap((tree) => tree.edges), ...edges] });
}

/** A settled tree without one of its merges: what stays, and what gets away whole. */
export function cut(tree: Tree, edgeId: string): { stays: Tree; leaves: Tree } {
  const edge = tree.edges.find(({ id }) => id === edgeId)!;
  const gone = subtree(tree.edges, edge.child);
  const part = (root: string, inside: (id: string) => boolean): Tree =>
    drawn({ root, shown: {}, own: new Map([...tree.own].filter(([id]) => inside(id))), edges: tree.edges.filter(({ id, child }) => id !== edgeId && inside(child)) });
  return { stays: part(tree.root, (id) => !gone.has(id)), leaves: part(edge.child, (id) => gone.has(id)) };
}

/**
 * News of one side, come in by its own key. It changes the side's own values; the record that stands follows where it shows this
 * side already, and where the field was picked as the newest.
 */
export function arrived(tree: Tree, side: string, news: Values): Tree {
  const before = tree.own.get(side)!;
  const own = new Map(tree.own);
  own.set(side, { ...before, ...news });
  let { edges } = tree;
  for (const { name, columns } of fieldsOf(Object.keys(news))) {
    if (columns.every((column) => sameValue(before[column], news[column])) || pickedSide({ root: tree.root, edges }, name) === side) continue;
    if (isNewest(edges, side, name)) edges = takenFrom(edges, side, name);
  }
  return drawn({ ...tree, own, edges });
}

/** Was the field picked as the newest where this side lost it? */
function isNewest(edges: readonly Edge[], side: string, field: string): boolean {
  const beside = edges.filter(({ child, parent }) => child === side || parent === side);
  return beside.every(({ rules }) => (rules[field] ?? 'NEWEST') === 'NEWEST');
}

/** The choices by which a side's value comes to stand at the top: taken on every step of its way, and by no later merge beside it. */
function takenFrom(edges: readonly Edge[], side: string, field: string): Edge[] {
  const way = new Set<string>([side]);
  for (let at = edges.find(({ child }) => child === side); at; at = edges.find(({ child }) => child === at!.parent)) way.add(at.parent);
  return edges.map((edge) => (way.has(edge.parent) ? { ...edge, choices: { ...edge.choices, [field]: way.has(edge.child) ? 'ABSORBED' : 'SURVIVOR' } } : edge));
}
