import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { WithViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Lane, type Answer } from '@dossier/kernel/graphql';
import { Clock } from '@dossier/kernel/time';
import { contextOf } from './app.module';

/** What the middlewares of a library write as headers, written down once: they do not depend on the request. */
export function headerLines(...handlers: readonly ((request: never, response: never, next: () => void) => void)[]): [string, string][] {
  const headers = new Map<string, string>();
  const paper = { setHeader: (name: string, value: unknown) => headers.set(name, String(value)), removeHeader: (name: string) => headers.delete(name) };
  for (const handler of handlers) handler({} as never, paper as never, () => undefined);
  return [...headers];
}

/** Headers that every answer bears. */
export function fixedHeaders(lines: readonly (readonly [string, string])[]): RequestHandler {
  return (_request, response, next) => {
    for (const [name, value] of lines) response.setHeader(name, value);
    next();
  };
}

/** Compression for whoever asks for it; the others go past it. */
export function compressed(): RequestHandler {
  const compress = compression();
  return (request, response, next) => (request.headers['accept-encoding'] === undefined ? next() : compress(request, response, next));
}

const LIMIT = 1_048_576;
const plainJson = /^application\/json(; ?charset=utf-?8)?$/i;

/** A body of JSON that says how long it is, and is not longer than it may be. */
export function isPlainJson(headers: IncomingHttpHeaders, most: number): boolean {
  const length = Number(headers['content-length']);
  return length > 0 && length <= most && headers['content-encoding'] === undefined && plainJson.test(headers['content-type'] ?? '');
}

const readBefore = new WeakMap<IncomingMessage, Buffer>();

/** Keeps what was already read of a request for whoever answers it. */
export const keepBytes = (request: IncomingMessage, bytes: Buffer): void => void readBefore.set(request, bytes);

/** Reads a JSON body of known length in one piece; any other form of sending is left to Express. */
export function jsonBody(): RequestHandler {
  const other = json({ limit: LIMIT, type: 'application/json' });
  return (request, response, next) => {
    if (!isPlainJson(request.headers, LIMIT)) return other(request, response, next);
    // A promise, and not the events themselves, brings the request's own store along.
    bytesOf(request).then((bytes) => {
      request.body = parsed(bytes);
      next();
    }).catch(next);
  };
}

function bytesOf(request: Request): Promise<Buffer> {
  const read = readBefore.get(request);
  if (read) return Promise.resolve(read);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** An object or a list; anything else is refused in the words of Express. */
function parsed(bytes: Buffer): unknown {
  const refused = (message: string): Error => Object.assign(new SyntaxError(message), { status: 400, statusCode: 400, expose: true, type: 'entity.parse.failed' });
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refused('The body is not JSON');
  }
  if (typeof body !== 'object' || body === null) throw refused('The body is no JSON object');
  return body;
}

/** An answer in any other form than plain JSON is negotiated by the server. */
export const acceptsJson = (accept: string | undefined): boolean => accept === undefined || accept === '*/*' || (accept.includes('application/json') && !/graphql-response|multipart|;\s*q=0(\.0*)?(,|$)/.test(accept));

/** Answers documents that the server has checked before from their compiled form, behind everything that stands before the server too. */
export function inLane(app: NestExpressApplication, refuse: (response: Response, fault: unknown, request: Request) => void) {
  const lane = app.get(Lane);
  const context = contextOf(app.get(Database), app.get(Clock));
  return (request: Request & WithViewer, response: Response, next: NextFunction): void => {
    const kept = acceptsJson(request.headers.accept) ? lane.find(request.body) : null;
    if (!kept) return next();
    const { variables } = request.body as { variables?: unknown };
    lane.run(kept, variables, context({ req: request, res: response })).then((answer) => send(response, answer), (fault: unknown) => refuse(response, fault, request));
  };
}

function send(response: Response, { status, result }: Answer): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(`${JSON.stringify(result)}\n`);
}
