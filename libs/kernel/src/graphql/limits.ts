import { Kind, parse, visit, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { DomainError } from '../errors/domain-error';

/** Bounds of one document. A list multiplies the cost of what stands below it by its `first`. */
export const documentLimits = { depth: 10, aliases: 30, directives: 5, tokens: 2_000, rootFields: 20, operations: 1, cost: 5_000 } as const;

const exceeds = (limit: string, max: number): DomainError => new DomainError('QUERY_LIMIT', { limit, max });

interface Walk {
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  path: Set<string>;
}

function firstOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const given = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  const asked = given?.kind === Kind.INT ? Number(given.value) : given?.kind === Kind.VARIABLE ? Number(variables[given.name.value] ?? Number.NaN) : Number.NaN;
  if (Number.isFinite(asked)) return Math.min(Math.max(asked, 1), 200);
  return field.selectionSet?.selections.some((node) => node.kind === Kind.FIELD && node.name.value === 'nodes') ? 50 : 1;
}

/** Fields of a selection counted with the rows they stand on, to one bound of depth. */
function costOf(set: SelectionSetNode, depth: number, walk: Walk): number {
  if (depth > documentLimits.depth) throw exceeds('depth', documentLimits.depth);
  let cost = 0;
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      // Scalars ride along with their row; what costs is a further object.
      cost += node.selectionSet ? 1 + firstOf(node, walk.variables) * (1 + costOf(node.selectionSet, depth + 1, walk)) : 0;
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      cost += costOf(node.selectionSet, depth, walk);
    } else if (!walk.path.has(node.name.value)) {
      const fragment = walk.fragments.get(node.name.value);
      if (fragment) cost += costOf(fragment.selectionSet, depth, { ...walk, path: new Set([...walk.path, node.name.value]) });
    }
    if (cost > documentLimits.cost) throw exceeds('cost', documentLimits.cost);
  }
  return cost;
}

function count(document: DocumentNode): { aliases: number; directives: number } {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field: (node) => void (node.alias && (aliases += 1)),
    Directive: () => void (directives += 1),
  });
  return { aliases, directives };
}

/** Refuses a document that asks too much, before it is validated: one error, whatever is wrong with it. */
export function checkLimits(document: DocumentNode, variables: Readonly<Record<string, unknown>>): void {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operations.length > documentLimits.operations) throw exceeds('operations', documentLimits.operations);
  const { aliases, directives } = count(document);
  if (aliases > documentLimits.aliases) throw exceeds('aliases', documentLimits.aliases);
  if (directives > documentLimits.directives) throw exceeds('directives', documentLimits.directives);
  const fragments = new Map(document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])));
  for (const operation of operations) {
    if (operation.selectionSet.selections.length > documentLimits.rootFields) throw exceeds('root fields', documentLimits.rootFields);
    costOf(operation.selectionSet, 1, { fragments, variables, path: new Set() });
  }
}

/** Fields that may stand at most once in a document, whatever their aliases: what throttles count by request. */
const once = new Set(['signIn', 'revealIdentities', 'changeMyPassword', 'setUpOwner', 'resetPassword', 'search']);

export function checkOnce(document: DocumentNode): void {
  const seen = new Set<string>();
  visit(document, {
    Field: (node) => {
      if (!once.has(node.name.value)) return;
      if (seen.has(node.name.value)) throw exceeds(node.name.value, 1);
      seen.add(node.name.value);
    },
  });
}

const parsed = new Map<string, DocumentNode | null>();

/** The document of a request body, parsed once while it is remembered; null: no document, the server says so itself. */
function documentIn(query: unknown): DocumentNode | null {
  if (typeof query !== 'string') return null;
  const known = parsed.get(query);
  if (known !== undefined) return known;
  let document: DocumentNode | null = null;
  try {
    document = parse(query, { noLocation: true, maxTokens: documentLimits.tokens });
  } catch (fault) {
    if (/more than [0-9,]+ tokens/.test(String(fault))) throw exceeds('tokens', documentLimits.tokens);
  }
  if (parsed.size >= 500) parsed.delete(parsed.keys().next().value!);
  parsed.set(query, document);
  return document;
}

/** Checks the document of a request body with the variables of this very request, known or not. */
export function boundsOf(body: unknown): void {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: Readonly<Record<string, unknown>> | null };
  if (Array.isArray(body)) throw exceeds('operations', documentLimits.operations);
  const document = documentIn(query);
  if (!document) return;
  checkLimits(document, variables ?? {});
  checkOnce(document);
}
