import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { WithViewer } from '@dossier/kernel/access';
import { Database, Errand, onErrand } from '@dossier/kernel/data';
import { sentenceOf } from '@dossier/kernel/errors';
import { countError, countRequest, METRICS_TYPE, printedMetrics } from '@dossier/kernel/metrics';
import { isForAWhile, logRequest, Refusals } from './logging';

const RETRY_SECONDS = 2;

/** What handlers have noted on a request by the time it is counted; Express notes its route and path. */
type Watched = Partial<WithViewer> & { id?: string; path?: string; route?: { path?: unknown } };

/** What a request leaves behind: how long, how it ended; and when its sender leaves first, its reads are cancelled. */
class HttpErrand extends Errand {
  constructor(private readonly response: ServerResponse) {
    super('people');
  }

  override refused(code: string): void {
    super.refused(code);
    if (code === 'UNAVAILABLE' && !this.response.headersSent) this.response.setHeader('Retry-After', RETRY_SECONDS);
  }
}

export interface WatchSettings {
  log: Logger;
  /** Scrapers that bear it may read /metrics; null: people with the right alone. */
  metricsToken: string | null;
}

/** Stands before everything else: requests are counted, told to the log, and let out in order when the process ends. */
export class HttpWatch {
  private readonly open = new Set<ServerResponse>();
  private readonly refusals: Refusals;
  private ending = false;

  constructor(
    private readonly database: Database,
    private readonly settings: WatchSettings,
  ) {
    this.refusals = new Refusals(settings.log);
  }

  get isEnding(): boolean {
    return this.ending;
  }

  readonly handle = (request: Request & Watched, response: Response, next: NextFunction): void => {
    if (this.ending) return refuse(response, request);
    const errand = this.begin(request, response);
    if (request.path === '/metrics' && this.isScraper(request)) return void scrape(response);
    onErrand(errand, next);
  };

  /** Opens the errand of a request; it is counted when its answer has ended. */
  begin(request: IncomingMessage & Watched, response: ServerResponse): Errand {
    const errand = new HttpErrand(response);
    const begun = performance.now();
    this.open.add(response);
    response.once('close', () => {
      this.open.delete(response);
      if (!response.writableFinished && errand.running.size > 0) void this.database.leave(errand);
      this.count(request, response, { errand, ms: performance.now() - begun });
    });
    return errand;
  }

  /** No new work; what was accepted is answered. True when nothing was left open. */
  async drain(within: number): Promise<boolean> {
    this.ending = true;
    for (const response of this.open) if (!response.headersSent) response.setHeader('Connection', 'close');
    const until = performance.now() + within;
    while (this.open.size > 0 && performance.now() < until) await new Promise((done) => setTimeout(done, 20));
    return this.open.size === 0;
  }

  private count(request: IncomingMessage & Watched, response: ServerResponse & Partial<Pick<Response, 'locals'>>, { errand, ms }: { errand: Errand; ms: number }): void {
    const operation = errand.operation ?? routeOf(request);
    countRequest(operation, response.statusCode, ms / 1_000);
    const code = errand.code ?? (response.locals?.['code'] as string | undefined) ?? null;
    if (code) countError(code);
    const { log } = this.settings;
    if (isForAWhile(response.statusCode)) this.refusals.note(code ?? String(response.statusCode));
    if (response.statusCode < 500 && !log.isLevelEnabled('info')) return;
    logRequest(log, { requestId: request.id ?? '-', method: request.method ?? '', operation, viewer: request.viewer?.userId ?? null, status: response.statusCode, ms: Math.round(ms), code });
  }

  private isScraper(request: Request): boolean {
    const { metricsToken } = this.settings;
    const given = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
    return metricsToken !== null && given !== undefined && timingSafeEqual(digest(given), digest(metricsToken));
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The pattern of the route that answered, never the path that was asked for. */
const routeOf = (request: IncomingMessage & Watched): string => {
  const path = request.route?.path;
  return typeof path === 'string' ? `${request.method} ${path}` : (request.path ?? request.url) === '/graphql' ? 'graphql' : 'page';
};

async function scrape(response: Response): Promise<void> {
  const text = await printedMetrics();
  response.setHeader('Content-Type', METRICS_TYPE);
  response.end(text);
}

/** The process is ending: whoever asks now is sent to the next one. */
function refuse(response: Response, request: Request): void {
  response.setHeader('Connection', 'close');
  response.setHeader('Retry-After', RETRY_SECONDS);
  const language = request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
  const error = { message: sentenceOf('UNAVAILABLE', {}, language), extensions: { code: 'UNAVAILABLE', facts: {} } };
  response.status(503).json(request.path === '/readyz' ? { status: 'not ready', checks: { ending: true } } : { errors: [error] });
}

/** Puts the watch before everything that the product does with a request. */
export function watchHttp(app: NestExpressApplication, settings: WatchSettings): HttpWatch {
  const watch = new HttpWatch(app.get(Database), settings);
  app.use(watch.handle);
  return watch;
}
