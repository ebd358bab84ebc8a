import type { NestExpressApplication } from '@nestjs/platform-express';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import type { Viewer, WithViewer } from '@dossier/kernel/access';
import { Database, onErrand } from '@dossier/kernel/data';
import { boundsOf, inRequest, Lane, TrustedDocuments, type Answer, type RequestFacts } from '@dossier/kernel/graphql';
import { Clock } from '@dossier/kernel/time';
import { ViewerLoader } from '@dossier/identity';
import { contextOf } from '../app.module';
import { acceptsJson, headerLines, isPlainJson, keepBytes } from '../http-lane';
import type { HttpWatch } from '../watch-http';
import { isCrossSite } from './cross-site';
import { newRequestId, type Knowing } from './known';
import type { Paper } from './rate-limits';
import { refuse } from './refuse';

type Asking = IncomingMessage & WithViewer & { id?: string; ip?: string | undefined };
type Question = NonNullable<ReturnType<Lane['find']>>;

export interface Road extends Pick<Knowing, 'limits' | 'onBug'> {
  watch: HttpWatch;
  /** What every answer bears. */
  lines: ReturnType<typeof headerLines>;
  trustsProxy: boolean;
}

/** What is asked, by whom, and what it counts: all that must be known before anything is counted or read. */
interface Asked {
  question: Question;
  variables: unknown;
  viewer: Viewer;
  cost: number;
}

/** No longer than what a connection holds in its buffers anyhow: it may be read before anybody is known. */
const MOST_BYTES = 16_384;
const WORTH_PACKING = 1_024;
const PACKED = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/;

/** A question of our own pages as they send it: JSON in one piece, by session, nothing that asks for more than an answer. */
function isStraight({ method, url, headers }: IncomingMessage): boolean {
  return method === 'POST' && url === '/graphql' && isPlainJson(headers, MOST_BYTES) && headers.cookie !== undefined && headers.authorization === undefined
    && headers['idempotency-key'] === undefined && headers.expect === undefined && acceptsJson(headers.accept);
}

/**
 * The road of what our own pages ask again and again: a trusted document that was compiled, asked by a session whose copy is at hand. It
 * meets the guards of every request, the very same functions in the same order, without Express and its handlers between them. Whatever
 * is anything else, or would be refused before it is counted, goes on to Express as it came.
 */
export function straightRoad(app: NestExpressApplication, road: Road): void {
  const server = app.getHttpServer() as Server;
  const express = server.listeners('request') as RequestListener[];
  const onward = (request: IncomingMessage, response: ServerResponse): void => express.forEach((listener) => listener.call(server, request, response as never));
  const straight = new Straight(app, road);
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (road.watch.isEnding || !isStraight(request)) return onward(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // Who leaves before all is said hears nothing.
    request.on('error', () => undefined);
    request.on('end', () => {
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const asked = straight.asked(request as Asking, bytes);
      if (asked) return straight.answer(request as Asking, response, asked);
      keepBytes(request, bytes);
      onward(request, response);
    });
  });
}

/** Headers of one answer, to be written at once. */
class Lines implements Paper {
  constructor(readonly flat: string[]) {}
  setHeader(name: string, value: string): void {
    this.flat.push(name, value);
  }
}

class Straight {
  private readonly loader: ViewerLoader;
  private readonly documents: TrustedDocuments;
  private readonly lane: Lane;
  private readonly context: ReturnType<typeof contextOf>;
  private readonly fixed: readonly string[];
  /** Express's own reading of the address, with the proxies it was told to trust. */
  private readonly express: { request: object };

  constructor(app: NestExpressApplication, private readonly road: Road) {
    this.loader = app.get(ViewerLoader);
    this.documents = app.get(TrustedDocuments);
    this.lane = app.get(Lane);
    this.context = contextOf(app.get(Database), app.get(Clock));
    this.fixed = road.lines.flat();
    this.express = app.getHttpAdapter().getInstance() as { request: object };
  }

  /** The question in these bytes, where it can be answered on this road; nothing was counted yet. */
  asked(request: Asking, bytes: Buffer): Asked | null {
    const body = parsed(bytes);
    const query = body && typeof body.documentId === 'string' && body.query === undefined && body.extensions === undefined ? this.documents.known(body.documentId) : undefined;
    if (!body || query === undefined || isCrossSite(request)) return null;
    const { variables, operationName } = body;
    const question = this.lane.find({ query, variables, operationName });
    if (question?.operation.operation !== 'query') return null;
    request.id = newRequestId();
    request.ip = this.addressOf(request);
    const viewer = this.loader.held(request);
    if (!viewer) return null;
    request.viewer = viewer;
    const cost = costOf({ query, variables }, viewer);
    return cost === null ? null : { question, variables, viewer, cost };
  }

  answer(request: Asking, response: ServerResponse, asked: Asked): void {
    const requestId = request.id ?? '';
    const errand = this.road.watch.begin(request, response);
    const facts: RequestFacts = { requestId, viewer: asked.viewer, onBug: (fault) => this.road.onBug(fault, requestId), cost: asked.cost };
    inRequest(facts, () => onErrand(errand, () => void this.run(request, response, asked)));
  }

  private async run(request: Asking, response: ServerResponse, { question, variables, viewer, cost }: Asked): Promise<void> {
    const lines = new Lines([...this.fixed, 'X-Request-Id', request.id ?? '']);
    try {
      await this.road.limits.enter(viewer, '/graphql', response, lines);
      lines.setHeader('X-Query-Cost', String(cost));
      send(response, await this.lane.run(question, variables, this.context({ req: request, res: response } as never)), lines, request.headers['accept-encoding']);
    } catch (fault) {
      for (let at = 0; at < lines.flat.length; at += 2) if (!response.headersSent) response.setHeader(lines.flat[at]!, lines.flat[at + 1]!);
      refuse(response, fault, request);
    }
  }

  private addressOf(request: IncomingMessage): string | undefined {
    const { socket, headers } = request;
    return this.road.trustsProxy ? (Reflect.get(this.express.request, 'ip', { app: this.express, socket, connection: socket, headers }) as string | undefined) : socket.remoteAddress;
  }
}

interface Body {
  documentId?: unknown;
  query?: unknown;
  extensions?: unknown;
  variables?: unknown;
  operationName?: unknown;
}

function parsed(bytes: Buffer): Body | null {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : null;
  } catch {
    return null;
  }
}

/** What a document counts; null when its bounds refuse it, which Express then says. */
function costOf(body: object, viewer: Viewer): number | null {
  try {
    return boundsOf(body, viewer);
  } catch {
    return null;
  }
}

function send(response: ServerResponse, { status, result }: Answer, lines: Lines, encodings: string | string[] | undefined): void {
  const bytes = Buffer.from(`${JSON.stringify(result)}\n`);
  const write = (body: Buffer): void => {
    lines.flat.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(body.length));
    // The very same bytes; as such a string Node sends them in one piece with the headers.
    response.writeHead(status, lines.flat).end(body.toString('latin1'), 'latin1');
  };
  if (encodings === undefined) return write(bytes);
  lines.setHeader('Vary', 'Accept-Encoding');
  if (bytes.length < WORTH_PACKING || !PACKED.test(String(encodings))) return write(bytes);
  gzip(bytes, { level: 1 }, (fault, packed) => {
    if (fault) return write(bytes);
    lines.setHeader('Content-Encoding', 'gzip');
    write(packed);
  });
}
