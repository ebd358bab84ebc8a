import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '@dossier/vocabulary/errors';
import { DomainError, sentenceOf } from './domain-error';
import { asDomainError } from './storage-error';

const unknownName = [
  /Field "(?<name>[^"]+)" is not defined by type "(?<type>[^"]+)"/,
  /Value "(?<name>[^"]+)" does not exist in "(?<type>[^"]+)" enum/,
  /Cannot query field "(?<name>[^"]+)" on type "(?<type>[^"]+)"/,
  /Unknown argument "(?<name>[^"]+)" on field "(?<type>[^"]+)"/,
];

const protocolCodes = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'PERSISTED_QUERY_NOT_FOUND', 'OPERATION_RESOLUTION_FAILURE']);

/** What one answer needs to know to word its errors. */
export interface ErrorReader {
  language: 'zh' | 'en';
  requestId: string;
  /** Called once for each fault that is a bug, so that the number a person reads leads to the log line. */
  onBug: (fault: unknown) => void;
}

function worded(reader: ErrorReader, code: ErrorCode, facts: Readonly<Record<string, unknown>>, rest: Partial<GraphQLFormattedError>): GraphQLFormattedError {
  return {
    message: sentenceOf(code, { ...facts, requestId: reader.requestId }, reader.language),
    ...(rest.path ? { path: rest.path } : {}),
    extensions: { code, facts, requestId: reader.requestId },
  };
}

/** The original fault beneath the layers that GraphQL wraps around it. */
export function unwrap(fault: unknown): unknown {
  let inner = fault;
  while (inner instanceof Error && 'originalError' in inner && inner.originalError) inner = inner.originalError;
  return inner;
}

/**
 * One shape for every error of the surface: code, facts, request id, a sentence. A misspelt name and a name the
 * viewer may not know give the same answer; anything unexpected is INTERNAL and leaks nothing.
 */
export function formatError(formatted: GraphQLFormattedError, fault: unknown, reader: ErrorReader): GraphQLFormattedError {
  const inner = asDomainError(unwrap(fault));
  if (inner instanceof DomainError) return worded(reader, inner.code, inner.facts, inner.code === 'UNKNOWN_NAME' ? {} : formatted);
  for (const pattern of unknownName) {
    const found = pattern.exec(formatted.message)?.groups;
    if (found) return worded(reader, 'UNKNOWN_NAME', { name: found['name'], type: found['type'] }, {});
  }
  const code = formatted.extensions?.['code'];
  if (typeof code === 'string' && protocolCodes.has(code)) {
    const message = formatted.message.replace(/ Did you mean [^?]*\?/g, '');
    return { message, extensions: { code, requestId: reader.requestId } };
  }
  reader.onBug(inner);
  return worded(reader, 'INTERNAL', {}, formatted);
}
