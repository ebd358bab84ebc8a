import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionNode } from 'graphql';

/** The fields that a request asked of one object: names, and what was asked below each. */
export interface Selection {
  readonly fields: ReadonlyMap<string, Selection>;
  has(name: string): boolean;
  below(name: string): Selection;
}

class Tree implements Selection {
  readonly fields = new Map<string, Tree>();
  has(name: string): boolean {
    return this.fields.has(name);
  }
  below(name: string): Selection {
    return this.fields.get(name) ?? nothing;
  }
  grow(name: string): Tree {
    let tree = this.fields.get(name);
    if (!tree) this.fields.set(name, (tree = new Tree()));
    return tree;
  }
}
const nothing = new Tree();

type Source = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>;

function wanted(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  for (const directive of node.directives ?? []) {
    const value = directive.arguments?.[0]?.value;
    const truth = value?.kind === Kind.BOOLEAN ? value.value : value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : false;
    if (directive.name.value === 'skip' && truth) return false;
    if (directive.name.value === 'include' && !truth) return false;
  }
  return true;
}

function walk(into: Tree, nodes: readonly SelectionNode[], source: Source): void {
  for (const node of nodes) {
    if (!wanted(node, source.variableValues)) continue;
    if (node.kind === Kind.FIELD) {
      const child = into.grow(node.name.value);
      if (node.selectionSet) walk(child, node.selectionSet.selections, source);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      walk(into, node.selectionSet.selections, source);
    } else {
      const fragment = source.fragments[node.name.value];
      if (fragment) walk(into, fragment.selectionSet.selections, source);
    }
  }
}

const known = new WeakMap<FieldNode, Selection>();

/** What was asked of this field. Documents are kept by the server, so a document without switches is walked once. */
export function selectionOf(info: GraphQLResolveInfo): Selection {
  const first = info.fieldNodes[0]!;
  const switched = Object.keys(info.variableValues).length > 0 && /@(skip|include)/.test(first.loc?.source.body ?? '@skip');
  const kept = switched || info.fieldNodes.length > 1 ? undefined : known.get(first);
  if (kept) return kept;
  const tree = new Tree();
  for (const node of info.fieldNodes) if (node.selectionSet) walk(tree, node.selectionSet.selections, info);
  if (!switched && info.fieldNodes.length === 1) known.set(first, tree);
  return tree;
}

/** A selection from words, for reads that no document asks for: exports and jobs. `a.b` asks for b below a. */
export function selectionFrom(paths: readonly string[]): Selection {
  const tree = new Tree();
  for (const path of paths) {
    let at = tree;
    for (const name of path.split('.')) at = at.grow(name);
  }
  return tree;
}

/** The selection of this operation, for `Records.read` and `Records.page`. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Selection => selectionOf(GqlExecutionContext.create(context).getInfo<GraphQLResolveInfo>()));
