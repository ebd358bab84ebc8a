import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import { createSourceEventStream, type ExecutionResult } from 'graphql';
import { handleProtocols, makeServer, type Server } from 'graphql-ws';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { Database, Deployment } from '@dossier/kernel/data';
import { gateContext } from '@dossier/kernel/gate';
import { inRequest, TrustedDocuments } from '@dossier/kernel/graphql';
import { Live, LiveSource, Watches } from '@dossier/kernel/live';
import { gauge } from '@dossier/kernel/metrics';
import { Clock } from '@dossier/kernel/time';
import { ViewerLoader } from '@dossier/identity';
import { Documents, type Asked, type Prepared } from './live/documents';
import { addressOf, helloOf, isForeign } from './live/hello';
import { closing, Line, Tally } from './live/line';
import { tell, Writers } from './live/telling';

/** How much a line may take, and how long it may keep silent. */
export interface LiveBounds {
  /** Lines of one account. */
  lines: number;
  /** Lines of this process, and those of one address that nobody has signed in on yet. */
  all: number;
  waiting: number;
  /** Subscriptions of one line. */
  subscriptions: number;
  signInMs: number;
  aliveMs: number;
  /** Bytes told and not taken, after which a line is dropped. */
  buffered: number;
}

export const liveBounds: Readonly<LiveBounds> = { lines: 50, all: 20_000, waiting: 500, subscriptions: 20, signInMs: 3_000, aliveMs: 30_000, buffered: 256 * 1_024 };
const MESSAGE_BYTES = 64 * 1_024;

interface Extra {
  line: Line;
}

type Running = Prepared & { line: Line; id: string };

/** The sockets of this process: who may open one, who is behind it, and when it ends. */
@Injectable()
export class LiveSockets implements BeforeApplicationShutdown {
  readonly figures = { dropped: 0, told: 0 };
  private readonly lines = new Set<Line>();
  private readonly accounts = new Tally();
  private readonly waiting = new Tally();
  private readonly logger = new Logger('live');
  private readonly doors = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MESSAGE_BYTES, perMessageDeflate: false });
  private readonly writers = new Writers();
  private bounds = liveBounds;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly live: Live,
    private readonly watches: Watches,
    private readonly loader: ViewerLoader,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deployment: Deployment,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly trusted: TrustedDocuments,
  ) {}

  get open(): number {
    return this.lines.size;
  }

  /** Takes sockets on the product's own address from now on. */
  attach(app: NestExpressApplication, bounds: Partial<LiveBounds> = {}): void {
    this.bounds = { ...liveBounds, ...bounds };
    this.doors.options.handleProtocols = handleProtocols;
    const protocol = this.protocol();
    const express = app.getHttpAdapter().getInstance() as Express;
    (app.getHttpServer() as HttpServer).on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const status = this.refusal(express, request);
      if (status) return void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      this.doors.handleUpgrade(request, socket, head, (opened) => this.greet(opened, new Line(opened, helloOf(express, request), this.bounds.buffered), protocol));
    });
    gauge('dossier_live_lines', 'Open lines of live updates.', () => this.open);
    gauge('dossier_live_told', 'Changes told over them since the process began.', () => this.figures.told);
    gauge('dossier_live_dropped', 'Lines dropped because nobody took what was told.', () => this.figures.dropped);
    this.timer = setInterval(() => this.feel(), this.bounds.aliveMs);
    this.timer.unref();
  }

  /** Before the server closes: it would wait for open lines for ever. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const { socket } of this.lines) socket.close(closing.goingAway, 'Going away');
    const since = Date.now();
    while (this.lines.size > 0 && Date.now() - since < 1_000) await new Promise((next) => setTimeout(next, 20));
    for (const { socket } of this.lines) socket.terminate();
  }

  private refusal(express: Express, request: IncomingMessage): string | null {
    if (URL.parse(request.url ?? '', 'http://any')?.pathname !== '/graphql') return '404 Not Found';
    if (isForeign(request, this.deployment.publicUrl)) return '403 Forbidden';
    const isFull = this.lines.size >= this.bounds.all || this.waiting.of(addressOf(express, request)) >= this.bounds.waiting;
    return isFull ? '503 Service Unavailable' : null;
  }

  private greet(socket: WebSocket, line: Line, protocol: Server<Extra>): void {
    this.lines.add(line);
    line.signedIn = this.waiting.add(line.address);
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => (line.isAlive = true));
    const closed = protocol.opened({
      protocol: socket.protocol,
      send: (text) => this.send(line, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) => void socket.on('message', (data: RawData) => void take(String(data)).catch(() => socket.close(closing.badRequest, 'Not understood'))),
    }, { line });
    socket.once('close', (code, reason) => {
      this.lines.delete(line);
      line.leave(this.watches);
      void closed(code, String(reason));
    });
  }

  /** Signs in, or answers that nobody did: then the line is closed. */
  private async enter(line: Line, params: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    const isIn = await line.signIn(this.watches, this.loader, params?.['authorization']).catch(() => {
      line.socket.close(closing.tryAgain, 'Try again later');
      return false;
    });
    line.signedIn();
    if (!isIn) return false;
    line.context = gateContext(this.database, this.clock, () => line.viewer);
    const account = line.viewer.userId ?? '';
    line.signedIn = this.accounts.add(account);
    if (this.accounts.of(account) > this.bounds.lines) line.socket.close(closing.tryAgain, 'Too many windows');
    return true;
  }

  private protocol(): Server<Extra> {
    const documents = new Documents(this.schemaHost.schema, this.trusted, (fault) => this.logger.error(fault instanceof Error ? fault.stack : String(fault)));
    return makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: this.bounds.signInMs,
      onConnect: ({ extra, connectionParams }) => this.enter(extra.line, connectionParams),
      onSubscribe: async ({ extra: { line }, subscriptions }, id, payload) => {
        if (Object.keys(subscriptions).length > this.bounds.subscriptions) line.socket.close(closing.tryAgain, 'Too many subscriptions');
        const args = await documents.prepare(payload as Asked, line.context, line.viewer);
        return 'text' in args ? { ...args, line, id } : args;
      },
      onError: ({ extra }, _id, _payload, errors) => documents.worded(errors, extra.line.viewer),
      onNext: (...[{ extra }, , , , result]) => (result.errors ? { ...result, errors: documents.worded(result.errors, extra.line.viewer) } : undefined),
      subscribe: (args) => this.subscribe(args as unknown as Running),
    });
  }

  /** Through the guarded field: whoever may not listen gets the refusal as the one result. */
  private async subscribe({ text, line, id, ...args }: Running): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
    const { viewer, watch } = line;
    const source = await inRequest({ requestId: viewer.requestId, viewer, onBug: () => undefined }, () => createSourceEventStream(args));
    if (!(source instanceof LiveSource)) return 'errors' in source ? source : {};
    return tell({ id, watch: watch!, source, writer: this.writers.of(text, args), context: args.contextValue, send: (text) => this.tell(line, text), listen: (listener) => this.live.listen(listener) });
  }

  private tell(line: Line, text: string): void {
    this.figures.told += 1;
    this.send(line, text);
  }

  private send(line: Line, text: string): void {
    if (!line.send(text)) this.figures.dropped += 1;
  }

  /** Whoever did not answer the last ping is gone, though nobody said so. */
  private feel(): void {
    for (const line of this.lines) {
      if (!line.isAlive) line.socket.terminate();
      line.isAlive = false;
      line.socket.ping();
    }
  }
}
