import type { Request, Response } from 'express';
import { DomainError, sentenceOf } from '@dossier/kernel/errors';
import type { WithViewer } from '@dossier/kernel/access';

/** A refusal before any handler: in the form of GraphQL on its own address, in that of REST elsewhere. */
export function refuse(response: Response, fault: unknown, request: Request & Partial<WithViewer>): void {
  const error = fault instanceof DomainError ? fault : new DomainError('INTERNAL');
  response.locals['code'] = error.code;
  if (response.headersSent) return void response.destroy();
  const requestId = String(response.getHeader('X-Request-Id'));
  if (error.httpStatus === 503) response.setHeader('Retry-After', '5');
  if (error.httpStatus === 429) response.setHeader('Retry-After', String(error.facts['seconds'] ?? 1));
  if (error.httpStatus === 401 && request.get('authorization') !== undefined) response.setHeader('WWW-Authenticate', 'Bearer');
  const message = sentenceOf(error.code, { ...error.facts, requestId }, request.viewer?.language ?? 'zh');
  const isGraphql = request.originalUrl.split('?')[0] === '/graphql';
  response.status(error.httpStatus).json(
    isGraphql ? { errors: [{ message, extensions: { code: error.code, facts: error.facts, requestId } }] } : { error: { code: error.code, facts: error.facts, requestId, message } },
  );
}
