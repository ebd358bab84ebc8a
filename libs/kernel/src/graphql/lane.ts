import type { GraphQLResponse } from '@apollo/server';
import { getOperationAST, getVariableValues, GraphQLError, Kind, visit, type DocumentNode, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema, type NamedTypeNode, type OperationDefinitionNode } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { formatError } from '../errors/format-error';
import { noteErrors, noteOperation } from '../metrics';
import { documentLimits } from './limits';
import { currentRequest, readerOfRequest } from './request';

const KEPT = 500;

/** The result of an operation as it leaves: what was found, worded errors, and the status that goes with them. */
export interface Answer {
  status: number;
  result: { data?: unknown; errors?: readonly GraphQLFormattedError[]; extensions?: Readonly<Record<string, unknown>> };
}

/** A checked document as a compiled function. */
interface Kept {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  query: CompiledQuery['query'];
}

const json: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Json' } };

/**
 * The document with its variables taken as they are. graphql-jit writes out the check of a variable's whole type,
 * without end where a filter may hold filters (seconds and gigabytes a document); graphql-js has checked and coerced
 * the values by then.
 */
const loosened = (document: DocumentNode): DocumentNode => visit(document, { VariableDefinition: (node) => ({ ...node, type: json }) });

/** Apollo's hook for the wording of errors, and ours for those of compiled documents. */
export const worded = (formatted: GraphQLFormattedError, fault: unknown): GraphQLFormattedError => formatError(formatted, fault, readerOfRequest());
const wordedAll = (errors: readonly GraphQLError[]): GraphQLFormattedError[] => errors.map((error) => worded({ message: error.message, ...(error.path ? { path: error.path } : {}), extensions: error.extensions }, error));

const refusedCodes: Readonly<Record<string, number>> = { UNKNOWN_NAME: 400, BAD_USER_INPUT: 400, QUERY_LIMIT: 400, PAGE_TOO_LARGE: 400, UNAVAILABLE: 503, STORAGE_FULL: 507 };

/** A refused name gives one answer, wherever it was found: no data, status 400. What cannot be served now says so by its status too. */
export function evened(result: Answer['result']): Answer {
  noteErrors(result.errors);
  const refused = result.errors?.find((error) => refusedCodes[String(error.extensions?.['code'])] !== undefined);
  if (refused) return { status: refusedCodes[String(refused.extensions!['code'])]!, result: { errors: [refused] } };
  return { status: 200, result: withCost(result) };
}

/** Programs are told what their question has cost; pages of our own have no use for it. */
function withCost(result: Answer['result']): Answer['result'] {
  const facts = currentRequest();
  return facts?.cost !== undefined && facts.viewer.kind === 'client' ? { ...result, extensions: { cost: { asked: facts.cost, limit: documentLimits.cost } } } : result;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const keyOf = (text: string, operationName: string | null | undefined): string => (operationName ? `${operationName}\n${text}` : text);

/**
 * Documents that the server has parsed and checked once, as compiled functions (bounded: the oldest goes when a new one comes).
 * The server runs a document here the first time; the same text is then answered without the server's own pipeline, through the same
 * schema and so through the same gate, with the same words for errors.
 */
export class Lane {
  private readonly kept = new Map<string, Kept | null>();

  /** The compiled form of a checked document, null where it has none; made at first use. */
  keep(schema: GraphQLSchema, text: string, document: DocumentNode, operationName: string | null | undefined): Kept | null {
    const key = keyOf(text, operationName);
    const found = this.kept.get(key);
    if (found !== undefined) return found;
    const operation = getOperationAST(document, operationName);
    const made = operation ? compileQuery(schema, loosened(document), operationName ?? undefined, { customJSONSerializer: false }) : null;
    const kept = made && operation && isCompiledQuery(made) ? { schema, operation, query: made.query } : null;
    if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, kept);
    return kept;
  }

  /** The compiled document of a request body; null sends the request to the server: a text not seen yet, or a form of asking that is its own. */
  find(body: unknown): Kept | null {
    if (!isRecord(body) || typeof body['query'] !== 'string') return null;
    const { operationName, variables } = body;
    if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return null;
    if (variables !== undefined && variables !== null && !isRecord(variables)) return null;
    const kept = this.kept.get(keyOf(body['query'], operationName as string | null | undefined));
    return kept && kept.operation.operation !== 'subscription' ? kept : null;
  }

  /** Runs a compiled document. Values are checked by graphql-js, in its words, like everywhere else. */
  async run({ schema, operation, query }: Kept, given: unknown, context: object): Promise<Answer> {
    noteOperation(schema, operation);
    const { errors: wrong, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], (given ?? {}) as Record<string, unknown>, { maxErrors: 1 });
    if (wrong) return evened({ errors: wordedAll(wrong.map((error) => new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } }))) });
    const { data, errors } = (await query(undefined, context, coerced)) as ExecutionResult;
    return evened({ ...(errors?.length ? { errors: wordedAll(errors) } : {}), ...(data === undefined ? {} : { data }) });
  }
}

/** An answer of the lane in the form of Apollo's response. */
export const asResponse = ({ result }: Answer, headers: GraphQLResponse['http']['headers']): GraphQLResponse => ({
  http: { headers, status: undefined } as never,
  body: { kind: 'single', singleResult: result as never },
});
