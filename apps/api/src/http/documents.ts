import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { WithViewer } from '@dossier/kernel/access';
import { asDomainError } from '@dossier/kernel/errors';
import { boundsOf, currentRequest, TrustedDocuments, type DocumentAsk } from '@dossier/kernel/graphql';
import { refuse } from './refuse';

/** Puts the text in the place of its hash, or refuses it: whatever comes after sees a text that this viewer may run. */
export function knownDocuments(app: NestExpressApplication) {
  const documents = app.get(TrustedDocuments);
  return (request: Request & WithViewer, response: Response, next: NextFunction): void => {
    const body = request.body as DocumentAsk | unknown[];
    if (Array.isArray(body)) return next();
    documents.documentOf(body, request.viewer).then((query) => {
      const { documentId: _id, extensions: _extensions, ...rest } = body;
      request.body = { ...rest, query };
      next();
    }).catch((fault: unknown) => refuse(response, asDomainError(fault), request));
  };
}

/** Limits before anything else looks at the document: a hook of the server could neither refuse nor see a kept document. */
export function bounded(request: Request & WithViewer, response: Response, next: NextFunction): void {
  try {
    const cost = boundsOf(request.body, request.viewer);
    const facts = currentRequest();
    if (facts) facts.cost = cost;
    response.setHeader('X-Query-Cost', String(cost));
  } catch (fault) {
    return refuse(response, fault, request);
  }
  next();
}
