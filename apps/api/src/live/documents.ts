import { getOperationAST, GraphQLError, OperationTypeNode, parse, validate, type DocumentNode, type ExecutionArgs, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { DomainError } from '@dossier/kernel/errors';
import { boundsOf, documentLimits, inRequest, worded, type TrustedDocuments } from '@dossier/kernel/graphql';
import type { Viewer } from '@dossier/kernel/access';

const MOST_KEPT = 200;

/** What a client asks to hear. The protocol demands a text: pages that send a hash leave it empty. */
export interface Asked {
  query: string;
  extensions?: Readonly<Record<string, unknown>> | null | undefined;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What can be run, with the text it came from. */
export type Prepared = ExecutionArgs & { text: string };

const asError = (fault: unknown): GraphQLError => (fault instanceof GraphQLError ? fault : new GraphQLError(String(fault instanceof Error ? fault.message : fault), { originalError: fault as Error }));

/** The documents of sockets: held to the same bounds as those of requests, parsed and validated once. */
export class Documents {
  private readonly kept = new Map<string, DocumentNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly trusted: TrustedDocuments,
    private readonly onBug: (fault: unknown) => void,
  ) {}

  /** What is to be run, or what is wrong with it. */
  async prepare(asked: Asked, contextValue: unknown, viewer: Viewer): Promise<Prepared | readonly GraphQLError[]> {
    try {
      const text = String(await this.trusted.documentOf({ ...asked, query: asked.query || undefined }, viewer));
      boundsOf({ query: text, variables: asked.variables }, viewer);
      const document = this.document(text);
      // Queries and mutations go over HTTP, where their bounds, keys and checks against other sites stand.
      if (getOperationAST(document, asked.operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) throw new DomainError('UNKNOWN_NAME', { name: asked.operationName ?? 'query', type: 'Subscription' });
      return { text, schema: this.schema, document, operationName: asked.operationName ?? null, variableValues: asked.variables ?? {}, contextValue };
    } catch (fault) {
      return Array.isArray(fault) ? (fault as GraphQLError[]) : [asError(fault)];
    }
  }

  /** Errors in the words of the reader, as everywhere else. */
  worded(errors: readonly GraphQLError[], viewer: Viewer): GraphQLFormattedError[] {
    const facts = { requestId: viewer.requestId, viewer, onBug: this.onBug };
    return inRequest(facts, () => errors.map((error) => worded({ message: error.message, ...(error.path ? { path: error.path } : {}), extensions: error.extensions }, error)));
  }

  private document(query: string): DocumentNode {
    const known = this.kept.get(query);
    if (known) return known;
    const document = parsed(query);
    const wrong = validate(this.schema, document, undefined, { maxErrors: 1 });
    if (wrong.length > 0) throw wrong.map((error) => new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }));
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(query, document);
    return document;
  }
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { noLocation: true, maxTokens: documentLimits.tokens });
  } catch (fault) {
    throw new GraphQLError((fault as Error).message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}
