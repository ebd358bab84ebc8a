import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { WebSocket } from 'ws';
import { staff, STAFF_PASSWORD, type Api } from '@dossier/kernel/testing';

export interface Heard {
  type: string;
  id: string | null;
  version: number | null;
  operation: string;
  fields: string[] | null;
}

interface Fault {
  extensions: { code: string };
}
interface Message {
  id?: string;
  type: string;
  payload?: { data?: { changes: Heard }; errors?: Fault[] } | Fault[];
}

/** The errors of a message, as the answer or within it. */
export const errorsOf = (payload: Message['payload']): Fault[] => (Array.isArray(payload) ? payload : (payload?.errors ?? []));

export const changes = 'subscription($types: [String!]!, $ids: [ID!]) { changes(types: $types, ids: $ids) { type id version operation fields } }';

/** The document by which a browser signs in here. */
export const signIn = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }';

/** A socket as a browser opens it, with all that came over it. */
export class Ear {
  readonly heard: Heard[] = [];
  readonly messages: Message[] = [];
  closed: { code: number; reason: string } | null = null;
  /** Status of an upgrade that was refused. */
  refused: number | null = null;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      this.messages.push(message);
      const change = message.type === 'next' && message.payload && 'data' in message.payload ? message.payload.data?.changes : undefined;
      if (change) this.heard.push(change);
    });
    socket.on('close', (code, reason) => (this.closed = { code, reason: String(reason) }));
    socket.on('unexpected-response', (_, response) => {
      this.refused = response.statusCode ?? 0;
      this.closed = { code: 0, reason: '' };
      socket.terminate();
    });
    socket.on('error', () => undefined);
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  async until(what: () => unknown, within = 5_000): Promise<void> {
    const since = Date.now();
    while (!what()) {
      if (Date.now() - since > within) throw new Error(`Not within ${within} ms; heard ${JSON.stringify(this.messages.slice(-5))}, closed ${JSON.stringify(this.closed)}`);
      await new Promise((next) => setTimeout(next, 10));
    }
  }

  async opened(): Promise<this> {
    await this.until(() => this.socket.readyState === WebSocket.OPEN || this.closed);
    return this;
  }

  /** Signs in and waits for the word that it worked. */
  async init(payload?: object): Promise<this> {
    await this.opened();
    this.say({ type: 'connection_init', ...(payload ? { payload } : {}) });
    await this.until(() => this.messages.some((message) => message.type === 'connection_ack') || this.closed);
    return this;
  }

  /** Listens; a subscription has no answer of its own, so a ping behind it says that it stands. */
  async listen(types: string[], ids: string[] | null = null, query = changes): Promise<this> {
    this.say({ id: `s${this.messages.length}`, type: 'subscribe', payload: { query, variables: { types, ids } } });
    const before = this.messages.length;
    this.say({ type: 'ping' });
    await this.until(() => this.messages.slice(before).some((message) => message.type === 'pong') || this.closed);
    await new Promise((next) => setTimeout(next, 50));
    return this;
  }

  /** What is heard until a moment has passed without anything new. */
  async rest(quiet = 300): Promise<Heard[]> {
    for (let count = -1; count !== this.heard.length; ) {
      count = this.heard.length;
      await new Promise((next) => setTimeout(next, quiet));
    }
    return this.heard;
  }

  close(): void {
    this.socket.terminate();
  }
}

/** The product on a port of its own, and ears on it. */
export async function sockets(api: Api, { signInHash }: { signInHash?: string } = {}): Promise<{ url: string; cookieOf(who: string): Promise<string>; ear(cookie: string | null, headers?: Record<string, string>): Ear; all: Ear[] }> {
  await api.app.listen(0, '127.0.0.1');
  const host = `127.0.0.1:${((api.app.getHttpServer() as Server).address() as AddressInfo).port}`;
  const all: Ear[] = [];
  return {
    url: `http://${host}`, all,
    cookieOf: async (who) => {
      const email = staff.find((person) => person.key === who)?.email ?? who;
      const answer = await fetch(`http://${host}/graphql`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ ...(signInHash ? { documentId: signInHash } : { query: signIn }), variables: { e: email, p: STAFF_PASSWORD } }),
      });
      const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
      if (!cookie) throw new Error(`${who} could not sign in: ${await answer.text()}`);
      return cookie;
    },
    ear: (cookie, headers = {}) => {
      const given = { ...(cookie === null ? {} : { cookie }), origin: `http://${host}`, ...headers };
      const ear = new Ear(new WebSocket(`ws://${host}/graphql`, 'graphql-transport-ws', { headers: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) }));
      all.push(ear);
      return ear;
    },
  };
}
