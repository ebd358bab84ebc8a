import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a receiver got it. */
export interface Got {
  headers: IncomingHttpHeaders;
  body: string;
  json: { id: string; type: string; timestamp: string; sequence: number; data: { object?: string; id?: string; fields?: string[] } };
}

/** A receiver of webhooks for specs: a real server that keeps what it got and answers as it is told. */
export class Receiver {
  readonly got: Got[] = [];
  /** Answers one request; 204 unless a spec says otherwise. */
  answer: (got: Got, response: ServerResponse) => void = (_, response) => void response.writeHead(204).end();
  private server: Server | null = null;
  port = 0;

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        const got: Got = { headers: request.headers, body, json: JSON.parse(body) as Got['json'] };
        this.got.push(got);
        this.answer(got, response);
      });
    });
    await new Promise<void>((done) => this.server!.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/events`;
  }

  /** Down: connections are refused. The port is kept for the next start. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
  }
}

/** The signature by the words of the specification, written apart from the code under test. */
export function expectedSignature(secret: string, headers: IncomingHttpHeaders, body: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return `v1,${createHmac('sha256', key).update(content, 'utf8').digest('base64')}`;
}

/** Waits until something holds; fails with what was seen last. */
export async function until<T>(look: () => Promise<T> | T, holds: (seen: T) => boolean, seconds = 15): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain: ${JSON.stringify(seen)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
