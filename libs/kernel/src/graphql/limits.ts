import { Kind, OperationTypeNode, parse, visit, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Viewer } from '../access/viewer';
import { DomainError } from '../errors/domain-error';
import { checkTexts } from './texts';

/** Bounds of one document. A list multiplies the cost of what stands below it by its `first`. */
export const documentLimits = { depth: 10, aliases: 30, directives: 5, tokens: 2_000, rootFields: 20, operations: 1, cost: 5_000 } as const;

const exceeds = (limit: string, max: number): DomainError => new DomainError('QUERY_LIMIT', { limit, max });

/** Steps of one walk: fragments that call fragments twice each would double it at every level. */
const STEPS = 10_000;
/** The standard question for the whole schema goes deeper than any question for data. */
const INTROSPECTION_DEPTH = 18;

interface Walk {
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  path: Set<string>;
  depth: number;
  count: { steps: number };
}

function firstOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const given = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  const asked = given?.kind === Kind.INT ? Number(given.value) : given?.kind === Kind.VARIABLE ? Number(variables[given.name.value] ?? Number.NaN) : Number.NaN;
  if (Number.isFinite(asked)) return Math.min(Math.max(asked, 1), 200);
  return field.selectionSet?.selections.some((node) => node.kind === Kind.FIELD && node.name.value === 'nodes') ? 50 : 1;
}

/** Fields of a selection counted with the rows they stand on, to one bound of depth. */
function costOf(set: SelectionSetNode, depth: number, walk: Walk): number {
  if (depth > walk.depth) throw exceeds('depth', walk.depth);
  let cost = 0;
  for (const node of set.selections) {
    if ((walk.count.steps += 1) > STEPS) throw exceeds('cost', documentLimits.cost);
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

const asksSchema = (name: string): boolean => name === '__schema' || name === '__type';

/** Does a document ask for the schema itself, and for nothing else? */
function schemaQuestion(document: DocumentNode): { asked: boolean; alone: boolean } {
  let asked = false;
  visit(document, { Field: (node) => void (asked ||= asksSchema(node.name.value)) });
  const roots = operationsOf(document).flatMap((operation) => operation.selectionSet.selections);
  return { asked, alone: asked && roots.every((node) => node.kind === Kind.FIELD && asksSchema(node.name.value)) };
}

const operationsOf = (document: DocumentNode): OperationDefinitionNode[] => document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);

/** Refuses a document that asks too much, before it is validated: one error, whatever is wrong with it. Gives its cost. */
export function checkLimits(document: DocumentNode, variables: Readonly<Record<string, unknown>>, depth: number = documentLimits.depth): number {
  const operations = operationsOf(document);
  if (operations.length > documentLimits.operations) throw exceeds('operations', documentLimits.operations);
  const { aliases, directives } = count(document);
  if (aliases > documentLimits.aliases) throw exceeds('aliases', documentLimits.aliases);
  if (directives > documentLimits.directives) throw exceeds('directives', documentLimits.directives);
  const fragments = new Map(document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])));
  let cost = 0;
  for (const operation of operations) {
    if (operation.selectionSet.selections.length > documentLimits.rootFields) throw exceeds('root fields', documentLimits.rootFields);
    cost += costOf(operation.selectionSet, 1, { fragments, variables, path: new Set(), depth, count: { steps: 0 } });
  }
  return cost;
}

/** Fields that may stand at most once in a document, whatever their aliases: what throttles count by request. */
const once = new Set(['revealIdentities', 'resetPassword', 'search']);

/** Attempts on a secret: one of all these in a document, so that one request is never two guesses. */
const attempts = new Set([
  'signIn', 'changeMyPassword', 'setUpOwner', 'verifySecondFactor', 'verifyRecoveryCode', 'confirmFactor', 'proveMyself', 'askPasswordReset', 'setForgottenPassword', 'acceptInvitation', 'accountLink',
]);

export function checkOnce(document: DocumentNode): void {
  const seen = new Set<string>();
  visit(document, {
    Field: (node) => {
      const name = node.name.value;
      const counted = attempts.has(name) ? 'attempts' : once.has(name) ? name : null;
      if (counted === null) return;
      if (seen.has(counted)) throw exceeds(name, 1);
      seen.add(counted);
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
    // The library writes “more that”.
    if (/more tha[nt] [0-9,]+ tokens/.test(String(fault))) throw exceeds('tokens', documentLimits.tokens);
  }
  if (parsed.size >= 500) parsed.delete(parsed.keys().next().value!);
  parsed.set(query, document);
  return document;
}

/** What is known of a document that has passed: the variables that its cost depends on, and the cost by their values. */
interface Passed {
  counts: readonly string[];
  costs: Map<string, number>;
}

const MOST_COSTS = 50;
const passedDocuments = new WeakMap<DocumentNode, Passed>();

/** Bounds depend on the document and on the variables that stand as `first`: the same of both need not be counted twice. */
function passedOf(document: DocumentNode): Passed {
  let passed = passedDocuments.get(document);
  if (passed) return passed;
  const counts = new Set<string>();
  visit(document, {
    Argument: ({ name, value }) => void (name.value === 'first' && value.kind === Kind.VARIABLE && counts.add(value.name.value)),
    StringValue: ({ value }) => checkTexts(value),
  });
  passedDocuments.set(document, (passed = { counts: [...counts], costs: new Map() }));
  return passed;
}

/** Checks the document of a request body with the variables of this very request, known or not. Gives its cost. */
export function boundsOf(body: unknown, viewer?: Pick<Viewer, 'may'>): number {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: Readonly<Record<string, unknown>> | null };
  if (Array.isArray(body)) throw exceeds('operations', documentLimits.operations);
  const document = documentIn(query);
  if (!document) return 0;
  if (variables) checkTexts(variables);
  const passed = passedOf(document);
  const key = passed.counts.length === 0 ? '' : JSON.stringify(passed.counts.map((name) => variables?.[name]));
  const known = passed.costs.get(key);
  if (known !== undefined) return known;
  const schema = schemaQuestion(document);
  // Without the word the schema has no such field, as with any name that is not known.
  if (schema.asked && !viewer?.may('schema.read')) throw new DomainError('UNKNOWN_NAME', { name: '__schema', type: 'Query' });
  const cost = checkLimits(document, variables ?? {}, schema.alone ? INTROSPECTION_DEPTH : documentLimits.depth);
  checkOnce(document);
  if (!schema.asked && passed.costs.size < MOST_COSTS) passed.costs.set(key, cost);
  return cost;
}

/** The root fields of a mutation; null for a query, a subscription and what is no document. */
export function mutationsIn(query: unknown): string[] | null {
  const document = documentIn(query);
  const [operation] = document ? operationsOf(document) : [];
  if (operation?.operation !== OperationTypeNode.MUTATION) return null;
  return operation.selectionSet.selections.map((node) => (node.kind === Kind.FIELD ? node.name.value : '...'));
}
