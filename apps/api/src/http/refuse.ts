import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError, sentenceOf } from '@dossier/kernel/errors';
import type { WithViewer } from '@dossier/kernel/access';
import { currentErrand } from '@dossier/kernel/data';

/** A refusal before any handler: in the form of GraphQL on its own address, in that of REST elsewhere. */
export function refuse(response: ServerResponse & { locals?: Record<string, unknown> }, fault: unknown, request: IncomingMessage & { originalUrl?: string } & Partial<WithViewer>): void {
  const error = fault instanceof DomainError ? fault : new DomainError('INTERNAL');
  if (response.locals) response.locals['code'] = error.code;
  currentErrand()?.refused(error.code);
  if (response.headersSent) return void response.destroy();
  const requestId = String(response.getHeader('X-Request-Id'));
  if (error.httpStatus === 503) response.setHeader('Retry-After', '5');
  if (error.httpStatus === 429) response.setHeader('Retry-After', String(error.facts['seconds'] ?? 1));
  if (error.httpStatus === 401 && request.headers.authorization !== undefined) response.setHeader('WWW-Authenticate', 'Bearer');
  const message = sentenceOf(error.code, { ...error.facts, requestId }, request.viewer?.language ?? 'zh');
  const isGraphql = (request.originalUrl ?? request.url ?? '').split('?')[0] === '/graphql';
  response.statusCode = error.httpStatus;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(
    isGraphql ? { errors: [{ message, extensions: { code: error.code, facts: error.facts, requestId } }] } : { error: { code: error.code, facts: error.facts, requestId, message } },
  ));
}
