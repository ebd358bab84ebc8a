import type { ValidationError } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import helmet from 'helmet';
import { existsSync } from 'node:fs';
import { DomainError } from '@dossier/kernel/errors';
import { CheckedOnce } from './http/checked-once';
import { onlyJsonPosts } from './http/cross-site';
import { bounded, knownDocuments } from './http/documents';
import { idempotent } from './http/idempotency';
import { known } from './http/known';
import { RateLimits, requestLimits, type RequestLimits } from './http/rate-limits';
import { refuse } from './http/refuse';
import { serveWeb } from './http/web';
import { straightRoad } from './http/straight';
import { compressed, fixedHeaders, headerLines, inLane, jsonBody } from './http-lane';
import type { HttpWatch } from './watch-http';

export interface HttpSettings {
  /** Built SPA; null serves the API alone. */
  webDir: string | null;
  isSecure: boolean;
  trustProxy: number | string[] | null;
  /** What one viewer may ask; the usual bounds unless said. */
  limits?: RequestLimits;
  onBug: (fault: unknown, requestId: string) => void;
  /** Counts every request, on whichever road it is answered. */
  watch: HttpWatch;
}

const policy = (isSecure: boolean) => helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], mediaSrc: ["'self'", 'blob:'], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], objectSrc: ["'none'"] },
  },
  strictTransportSecurity: isSecure,
  referrerPolicy: { policy: 'same-origin' },
});

/** What stands before every handler: request id, viewer, headers, bounds, cross-site checks, and the SPA behind. */
export function dressHttp(app: NestExpressApplication, settings: HttpSettings): void {
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy ?? false);
  app.set('query parser', 'simple');
  const lines = headerLines(policy(settings.isSecure), (_: Request, response: Response) => void response.setHeader('Permissions-Policy', 'camera=(), microphone=(self), geolocation=()'));
  const limits = new RateLimits(settings.limits ?? requestLimits);
  app.use(fixedHeaders(lines));
  app.use(compressed());
  app.use(known(app, { limits, onBug: settings.onBug, signed: (path) => path.startsWith('/api/hooks/') || path === '/api/events' || path.startsWith('/api/preferences/') || path.startsWith('/f/') }));
  app.use('/graphql', onlyJsonPosts, jsonBody(), knownDocuments(app), bounded, idempotent(app), inLane(app, refuse));
  app.use('/api', idempotent(app));
  if (settings.webDir && existsSync(settings.webDir)) serveWeb(app, settings.webDir);
  app.useGlobalPipes(new CheckedOnce({ transform: true, whitelist: true, forbidNonWhitelisted: true, exceptionFactory: invalid }));
  straightRoad(app, { limits, lines, watch: settings.watch, onBug: settings.onBug, trustsProxy: settings.trustProxy !== null });
}

/** The first field that was refused, by its path, with what its check says. */
function invalid(errors: ValidationError[]): DomainError {
  let [error] = errors;
  const path: string[] = [];
  while (error) {
    path.push(error.property);
    if (error.constraints || !error.children?.length) break;
    [error] = error.children;
  }
  const [kind, reason] = Object.entries(error?.constraints ?? {})[0] ?? ['', ''];
  return new DomainError('INVALID_INPUT', { field: path.join('.'), rule: kind, reason });
}
