import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { asDomainError, DomainError, sentenceOf } from '@dossier/kernel/errors';
import { readerOfRequest } from '@dossier/kernel/graphql';

/** Errors of REST routes in the same shape as those of GraphQL: a code, its facts, the request id, a sentence. */
@Catch()
export class RestErrors implements ExceptionFilter {
  private readonly logger = new Logger('rest');

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw thrown;
    const response = host.switchToHttp().getResponse<Response>();
    const { language, requestId } = readerOfRequest();
    const fault = asDomainError(thrown);
    const error = fault instanceof DomainError ? fault : this.outside(fault);
    response.locals['code'] = error.code;
    if (response.headersSent) return void response.destroy();
    if (error.httpStatus === 503) response.setHeader('Retry-After', '5');
    response.status(error.httpStatus).json({ error: { code: error.code, facts: error.facts, requestId, message: sentenceOf(error.code, { ...error.facts, requestId }, language) } });
  }

  private outside(fault: unknown): DomainError {
    if (fault instanceof HttpException && fault.getStatus() === 404) return new DomainError('NOT_FOUND');
    if (fault instanceof HttpException && fault.getStatus() < 500) return new DomainError('INVALID_INPUT', { field: 'body', reason: fault.message });
    this.logger.error(fault instanceof Error ? fault.stack : String(fault));
    return new DomainError('INTERNAL');
  }
}
