import { HeaderMap, type ApolloServerPlugin, type BaseContext, type GraphQLResponse } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import {
  getOperationAST, getVariableValues, GraphQLError, Kind, visit,
  type DocumentNode, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema, type NamedTypeNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { formatError } from '../errors/format-error';
import { readerOfRequest } from './request';

const KEPT = 500;

const json: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Json' } };

/**
 * The document with its variables taken as they are. graphql-jit writes out the check of a variable's whole type,
 * without end where a filter may hold filters (seconds and gigabytes a document); graphql-js has checked and coerced
 * the values by then.
 */
const loosened = (document: DocumentNode): DocumentNode => visit(document, { VariableDefinition: (node) => ({ ...node, type: json }) });

/** A bounded memory of compiled documents: the oldest goes when a new one comes. */
class Compiled {
  private readonly kept = new Map<string, CompiledQuery | null>();

  of(schema: GraphQLSchema, hash: string, document: DocumentNode, operation: string | undefined): CompiledQuery | null {
    const key = `${operation ?? ''}:${hash}`;
    const found = this.kept.get(key);
    if (found !== undefined) return found;
    const made = compileQuery(schema, loosened(document), operation, { customJSONSerializer: false });
    const kept = isCompiledQuery(made) ? made : null;
    this.kept.set(key, kept);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return kept;
  }
}

/** Apollo's hook for the wording of errors, and ours for those of compiled documents. */
export const worded = (formatted: GraphQLFormattedError, fault: unknown): GraphQLFormattedError => formatError(formatted, fault, readerOfRequest());
const wordedAll = (errors: readonly GraphQLError[]): GraphQLFormattedError[] => errors.map((error) => worded({ message: error.message, ...(error.path ? { path: error.path } : {}), extensions: error.extensions }, error));

const answer = (result: { data?: unknown; errors?: GraphQLFormattedError[] }): GraphQLResponse => ({
  http: { headers: new HeaderMap(), status: undefined } as never,
  body: { kind: 'single', singleResult: result as never },
});

/** Runs documents as compiled functions instead of walking them at each request. */
export function compiledExecution(): ApolloServerPlugin {
  const compiled = new Compiled();
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, queryHash, operationName, contextValue, request }): Promise<GraphQLResponse | null> => {
        const query = compiled.of(schema, queryHash ?? '', document, operationName ?? undefined);
        if (!query) return null;
        const variables = request.variables ?? {};
        // The compiled check names wrong variables in words of its own: ours come from graphql-js, like everywhere else.
        const { errors: wrong, coerced } = getVariableValues(schema, getOperationAST(document, operationName)?.variableDefinitions ?? [], variables, { maxErrors: 1 });
        if (wrong) return answer({ errors: wordedAll(wrong.map((error) => new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } }))) });
        const { data, errors } = (await query.query(undefined, contextValue, coerced)) as ExecutionResult;
        return answer({ ...(data === undefined ? {} : { data }), ...(errors?.length ? { errors: wordedAll(errors) } : {}) });
      },
    }),
  };
}

const refusedCodes: Readonly<Record<string, number>> = { UNKNOWN_NAME: 400, BAD_USER_INPUT: 400, QUERY_LIMIT: 400, PAGE_TOO_LARGE: 400 };

/** A refused name gives one answer, wherever it was found: no data, status 400. */
export function evenAnswers(): ApolloServerPlugin<BaseContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response }) => {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        const refused = result.errors?.find((error) => refusedCodes[String(error.extensions?.['code'])] !== undefined);
        if (!refused) return;
        response.http.status = refusedCodes[String(refused.extensions!['code'])]!;
        response.body.singleResult = { errors: [refused] };
      },
    }),
  };
}

export const serverPlugins = (): ApolloServerPlugin[] => [ApolloServerPluginCacheControlDisabled(), compiledExecution(), evenAnswers()];
