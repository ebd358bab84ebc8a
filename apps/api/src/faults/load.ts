import { Agent, request, type IncomingMessage } from 'node:http';
import { ADMIN, PASSWORD, onDatabase } from './process';
import { pause } from './waiting';

const PATIENCE = 15_000;

export interface Answer {
  status: number;
  /** Code of the first error; null where there was none. */
  code: string | null;
  data: Record<string, unknown> | null;
  headers: IncomingMessage['headers'];
  /** The answer as it came. */
  text: string;
  ms: number;
}

/** Somebody with a session, over connections that stay open. */
export class Asker {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    private cookie = '',
    connections = 512,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Sends a document and waits for the answer. @throws Error when there is none: the connection broke. */
  ask(query: string, variables: object = {}): Promise<Answer> {
    return this.post('/graphql', JSON.stringify({ query, variables }), { 'content-type': 'application/json' });
  }

  post(path: string, body: string | Buffer, headers: Readonly<Record<string, string>>): Promise<Answer> {
    return this.send('POST', path, { body, headers });
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path, {});
  }

  /** Sends and leaves: gives what breaks the connection. */
  leaving(query: string, variables: object = {}): { leave(): void } {
    const sent = this.start('POST', '/graphql', { 'content-type': 'application/json' });
    sent.on('error', () => undefined);
    sent.end(JSON.stringify({ query, variables }));
    return { leave: () => sent.destroy() };
  }

  async signIn(email = ADMIN, password = PASSWORD): Promise<this> {
    const { headers, status, code } = await this.ask('mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }', { e: email, p: password });
    this.cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
    if (!this.cookie) throw new Error(`Nobody could sign in: ${status} ${code}`);
    return this;
  }

  end(): void {
    this.agent.destroy();
  }

  private start(method: string, path: string, headers: Readonly<Record<string, string>>) {
    return request(new URL(path, this.url), {
      method, agent: this.agent, timeout: PATIENCE,
      headers: { ...headers, 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', 'accept-language': 'en', ...(this.cookie ? { cookie: this.cookie } : {}) },
    });
  }

  private send(method: string, path: string, { body, headers = {} }: { body?: string | Buffer; headers?: Readonly<Record<string, string>> }): Promise<Answer> {
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const sent = this.start(method, path, headers);
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.on('error', reject);
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('error', reject).on('end', () => {
          if (!response.complete) return reject(new Error('the answer was cut off'));
          resolve({ ...parsed(text), text, status: response.statusCode ?? 0, headers: response.headers, ms: performance.now() - begun });
        });
      });
      sent.end(body);
    });
  }
}

interface Body {
  data?: Record<string, unknown> | null;
  errors?: { extensions?: { code?: string } }[];
  error?: { code?: string };
}

function parsed(text: string): Pick<Answer, 'code' | 'data'> {
  try {
    const { data = null, errors, error } = JSON.parse(text) as Body;
    return { data, code: errors?.[0]?.extensions?.code ?? error?.code ?? (errors ? 'UNKNOWN' : null) };
  } catch {
    return { data: null, code: null };
  }
}

const WRITE = 'mutation($n: String!) { createCustomer(input: { name: $n }) { id name } }';
const READ = '{ customers(first: 20) { nodes { id name } } }';

/** What a load has seen: which writes were acknowledged, which were refused and how, which had no answer. */
export class Ledger {
  readonly acknowledged = new Set<string>();
  /** Sent, and neither acknowledged nor plainly refused: the connection broke before an answer. */
  readonly unanswered = new Set<string>();
  readonly refusedBy = new Map<string, number>();
  readonly slowest = { acknowledged: 0, refused: 0, read: 0 };
  readsDone = 0;
  readsBroken = 0;
  /** When the last write and read succeeded. */
  lastWriteAt = 0;
  lastReadAt = 0;
  readonly statuses = new Map<number, number>();
  withoutRetryAfter = 0;

  refusals(): string {
    return [...this.refusedBy].map(([code, count]) => `${code} ${count}`).join(', ') || 'none';
  }
}

const raise = <K>(counts: Map<K, number>, key: K): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);

export interface LoadOptions {
  writers: number;
  readers: number;
  /** Begins the names of what is written. */
  mark: string;
}

/** A load that runs until it is stopped: writers whose every acknowledgement is kept in the ledger, and readers. */
export class Load {
  readonly ledger = new Ledger();
  private going = true;
  private count = 0;
  private readonly workers: Promise<void>[];

  constructor(
    private asker: Asker,
    private readonly options: LoadOptions,
  ) {
    this.workers = [
      ...Array.from({ length: options.writers }, () => this.loop(() => this.write())),
      ...Array.from({ length: options.readers }, () => this.loop(() => this.read())),
    ];
  }

  /** Turns to another address: the product was started again. */
  turnTo(asker: Asker): void {
    this.asker = asker;
  }

  async stop(): Promise<Ledger> {
    this.going = false;
    await Promise.all(this.workers);
    return this.ledger;
  }

  private async loop(step: () => Promise<boolean>): Promise<void> {
    while (this.going) if (!(await step())) await pause(25);
  }

  private async write(): Promise<boolean> {
    const name = `${this.options.mark}-${(this.count += 1)}`;
    const { ledger } = this;
    try {
      const answer = await this.asker.ask(WRITE, { n: name });
      raise(ledger.statuses, answer.status);
      if (answer.status === 200 && answer.code === null && (answer.data?.['createCustomer'] as { name?: string } | null)?.name === name) {
        ledger.acknowledged.add(name);
        ledger.lastWriteAt = performance.now();
        ledger.slowest.acknowledged = Math.max(ledger.slowest.acknowledged, answer.ms);
        return true;
      }
      raise(ledger.refusedBy, answer.code ?? `status ${answer.status}`);
      ledger.slowest.refused = Math.max(ledger.slowest.refused, answer.ms);
      if (answer.status === 503 && answer.headers['retry-after'] === undefined) ledger.withoutRetryAfter += 1;
    } catch {
      ledger.unanswered.add(name);
    }
    return false;
  }

  private async read(): Promise<boolean> {
    const { ledger } = this;
    try {
      const answer = await this.asker.ask(READ);
      if (answer.status === 200 && answer.code === null) {
        ledger.readsDone += 1;
        ledger.lastReadAt = performance.now();
        ledger.slowest.read = Math.max(ledger.slowest.read, answer.ms);
        return true;
      }
      raise(ledger.refusedBy, `read ${answer.code ?? answer.status}`);
      ledger.slowest.refused = Math.max(ledger.slowest.refused, answer.ms);
    } catch {
      ledger.readsBroken += 1;
    }
    return false;
  }
}

/** The ledger against the database: what was acknowledged and is not there; what is there and had no answer. */
export async function compared(dataDir: string, mark: string, ledger: Ledger): Promise<{ lost: string[]; doubled: number; unanswered: string[] }> {
  const rows = await onDatabase(dataDir, async (client) => (await client.query<{ name: string }>('select name from customer where name like $1', [`${mark}-%`])).rows);
  const there = new Set(rows.map((row) => row.name));
  return {
    lost: [...ledger.acknowledged].filter((name) => !there.has(name)),
    doubled: rows.length - there.size,
    unanswered: [...there].filter((name) => !ledger.acknowledged.has(name)),
  };
}
