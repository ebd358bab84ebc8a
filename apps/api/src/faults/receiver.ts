import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as another system got it. */
export interface Told {
  id: string;
  signature: string;
  isSigned: boolean;
  /** Whether it was answered with success. */
  taken: boolean;
  sequence: number;
  record: string;
}

/** Another system that is told of events: it can be away, be up but broken, or work. */
export class Receiver {
  readonly told: Told[] = [];
  secret = '';
  isBroken = false;
  private server: Server | null = null;
  private port = 0;

  async open(): Promise<this> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => {
        this.note(request.headers, body);
        response.writeHead(this.isBroken ? 503 : 204).end();
      });
    });
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  /** Away: nobody answers at its address. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/events`;
  }

  private note(headers: IncomingHttpHeaders, body: string): void {
    const { sequence, data } = JSON.parse(body) as { sequence: number; data: { id?: string } };
    const [id, signature] = [String(headers['webhook-id']), String(headers['webhook-signature'])];
    this.told.push({ id, signature, sequence, record: data.id ?? '', taken: !this.isBroken, isSigned: signature === signed(this.secret, id, String(headers['webhook-timestamp']), body) });
  }
}

/** The signature of the Standard Webhooks specification, written apart from the product's own. */
export const signed = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
