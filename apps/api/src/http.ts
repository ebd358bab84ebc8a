import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { json, static as files, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, sentenceOf, asDomainError } from '@dossier/kernel/errors';
import { boundsOf, inRequest } from '@dossier/kernel/graphql';
import { nobody, type WithViewer } from '@dossier/kernel/access';
import { ViewerLoader } from '@dossier/identity';

export interface HttpSettings {
  /** Built SPA; null serves the API alone. */
  webDir: string | null;
  isSecure: boolean;
  trustProxy: number | string[] | null;
  onBug: (fault: unknown, requestId: string) => void;
}

const policy = (isSecure: boolean) => helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], objectSrc: ["'none'"] },
  },
  strictTransportSecurity: isSecure,
  referrerPolicy: { policy: 'same-origin' },
});

const languageOf = (request: Request): 'zh' | 'en' => (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');

/** What stands before every handler: request id, viewer, headers, bounds, cross-site checks, and the SPA behind. */
export function dressHttp(app: NestExpressApplication, settings: HttpSettings): void {
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy ?? false);
  app.set('query parser', 'simple');
  app.use(policy(settings.isSecure));
  app.use((_: Request, response: Response, next: NextFunction) => {
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    next();
  });
  app.use(compression());
  app.use(known(app, settings));
  app.use('/graphql', onlyJsonPosts, json({ limit: '1mb', type: 'application/json' }), bounded);
  if (settings.webDir && existsSync(settings.webDir)) serveWeb(app, settings.webDir);
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, exceptionFactory: invalid }));
}

/** Who asks, under which number; everything below runs inside that request. */
function known(app: NestExpressApplication, settings: HttpSettings) {
  const loader = app.get(ViewerLoader);
  return (request: Request & WithViewer, response: Response, next: NextFunction): void => {
    const requestId = randomBytes(6).toString('hex').toUpperCase();
    response.setHeader('X-Request-Id', requestId);
    Object.assign(request, { id: requestId });
    request.viewer = nobody(requestId, languageOf(request), request.ip ?? null, request.get('user-agent') ?? null);
    const facts = { requestId, get viewer() { return request.viewer; }, onBug: (fault: unknown) => settings.onBug(fault, requestId) };
    inRequest(facts, () => {
      if (isAsset(request.path)) return next();
      if (isCrossSite(request)) return refuse(response, new DomainError('CROSS_SITE'), request);
      loader.load(request).then((viewer) => {
        request.viewer = viewer;
        next();
      }, (fault: unknown) => refuse(response, asDomainError(fault), request));
    });
  };
}

const isAsset = (path: string): boolean => path.startsWith('/assets/') || path === '/healthz' || path === '/readyz';
const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** A request that changes something must come from our own pages: a header that no form can send, and the same origin. */
function isCrossSite(request: Request): boolean {
  if (isRead(request.method)) return false;
  if (request.get('x-requested-with') !== 'dossier') return true;
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return true;
  const origin = request.get('origin');
  return origin === undefined ? site === undefined : URL.parse(origin)?.host !== request.get('host');
}

function onlyJsonPosts(request: Request & WithViewer, response: Response, next: NextFunction): void {
  const isJson = (request.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase() === 'application/json';
  if (request.method === 'POST' && isJson) return next();
  refuse(response, new DomainError('CROSS_SITE'), request);
}

/** Limits before anything else looks at the document: a hook of the server could neither refuse nor see a kept document. */
function bounded(request: Request & WithViewer, response: Response, next: NextFunction): void {
  try {
    boundsOf(request.body);
    next();
  } catch (fault) {
    refuse(response, fault, request);
  }
}

function refuse(response: Response, fault: unknown, request: Request & Partial<WithViewer>): void {
  const error = fault instanceof DomainError ? fault : new DomainError('INTERNAL');
  const requestId = String(response.getHeader('X-Request-Id'));
  if (error.httpStatus === 503) response.setHeader('Retry-After', '5');
  const message = sentenceOf(error.code, { ...error.facts, requestId }, request.viewer?.language ?? 'zh');
  response.status(error.httpStatus).json({ errors: [{ message, extensions: { code: error.code, facts: error.facts, requestId } }] });
}

function serveWeb(app: NestExpressApplication, webDir: string): void {
  app.use(files(webDir, { index: false, setHeaders: (response, path) => response.setHeader('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = isRead(request.method) && !/^\/(api|graphql|healthz|readyz)(\/|$)/.test(request.path) && !/\.[a-z0-9]+$/i.test(request.path);
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(webDir, 'index.html'));
  });
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
