import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { nobody, type WithViewer } from '@dossier/kernel/access';
import { asDomainError, DomainError } from '@dossier/kernel/errors';
import { currentErrand, Database, Errand, onErrand } from '@dossier/kernel/data';
import { inRequest } from '@dossier/kernel/graphql';
import { ViewerLoader } from '@dossier/identity';
import { holdsKey, isCrossSite } from './cross-site';
import { endsWithRights } from './open-answers';
import type { RateLimits } from './rate-limits';
import { refuse } from './refuse';

type Asking = Request & WithViewer;

const languages = new Map<string, 'zh' | 'en'>();

/** The language a browser asks for; few headers differ, so each is read once. */
function languageOf(request: Request): 'zh' | 'en' {
  const asked = request.headers['accept-language'] ?? '';
  const known = languages.get(asked);
  if (known) return known;
  const found = request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
  if (languages.size < 200 && asked.length < 200) languages.set(asked, found);
  return found;
}
const isAsset = (path: string): boolean => path.startsWith('/assets/') || path === '/healthz' || path === '/readyz';

export interface Knowing {
  limits: RateLimits;
  onBug: (fault: unknown, requestId: string) => void;
  /** Paths whose callers prove themselves in the body: neither cookie nor key is asked of them. */
  signed: (path: string) => boolean;
}

/** The number of a request: random like all ids, and drawn for many at once. */
export const newRequestId = (): string => randomUUID().slice(24).toUpperCase();

/** Who asks, under which number; everything below runs inside that request. */
export function known(app: NestExpressApplication, { limits, onBug, signed }: Knowing) {
  const loader = app.get(ViewerLoader);
  const database = app.get(Database);
  return (request: Asking, response: Response, next: NextFunction): void => {
    const requestId = newRequestId();
    response.setHeader('X-Request-Id', requestId);
    // Watch, bounds, compression and downloads each wait for its end.
    response.setMaxListeners(30);
    Object.assign(request, { id: requestId });
    request.viewer = nobody(requestId, languageOf(request), request.ip ?? null, request.get('user-agent') ?? null);
    const facts = { requestId, get viewer() { return request.viewer; }, onBug: (fault: unknown) => onBug(fault, requestId) };
    inRequest(facts, () => onTheirErrand(response, database, () => {
      if (isAsset(request.path)) return next();
      const refused = refusal(request, signed);
      if (refused) return refuse(response, refused, request);
      // It is nobody's request until its body is verified, and it has a throttle of its own.
      if (signed(request.path)) return next();
      enter(request, response, { loader, limits }).then(() => next(), (fault: unknown) => refuse(response, asDomainError(fault), request));
    }));
  };
}

/** Where nothing before has opened an errand: what is being read for somebody who has left is of use to nobody. */
function onTheirErrand(response: Response, database: Database, run: () => void): void {
  if (currentErrand()) return run();
  const errand = new Errand('people');
  response.once('close', () => void (!response.writableEnded && database.leave(errand)));
  onErrand(errand, run);
}

/** What is refused before anybody is looked up: a key in the address, and a request that another site has sent. */
function refusal(request: Request, signed: (path: string) => boolean): DomainError | null {
  if (holdsKey(request.originalUrl)) return new DomainError('KEY_IN_URL');
  // A program brings no cookie that another site could make use of.
  if (request.get('authorization') !== undefined || signed(request.path)) return null;
  return isCrossSite(request) ? new DomainError('CROSS_SITE') : null;
}

async function enter(request: Asking, response: Response, { loader, limits }: { loader: ViewerLoader; limits: RateLimits }): Promise<void> {
  request.viewer = await loader.load(request);
  await limits.enter(request.viewer, request.path, response);
  if (request.path.startsWith('/api/')) endsWithRights(request, response, loader);
}
