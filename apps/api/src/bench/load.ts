import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { median } from '@dossier/metrics';
import type { Apart } from './apart';

/** One thing to ask: the same question in the words of one of the two servers. */
export interface Ask {
  path: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface Side {
  server: Apart;
  asks: readonly Ask[];
  /** Processes of PostgreSQL that work for this side. */
  backends: () => Promise<readonly number[]>;
}

export interface Load {
  connections: number;
  seconds: number;
  rounds: number;
}

/** What one side did in a round: answers a second, and milliseconds of a core an answer of its own process and of PostgreSQL. */
export interface Rate {
  perSecond: number;
  nodeMs: number;
  postgresMs: number;
}

export interface Measured {
  product: Rate;
  limit: Rate;
  /** Medians of the rounds: by answers a second, by the core of the Node process alone, and by all that was used. */
  ratio: number;
  nodeRatio: number;
  cpuRatio: number;
}

/** Both sides by turns (A B A B), after one turn that does not count; medians of the rounds. */
export async function sideBySide(product: Side, limit: Side, load: Load): Promise<Measured> {
  const rounds: { product: Rate; limit: Rate }[] = [];
  for (let round = 0; round <= load.rounds; round++) {
    const pair = { product: await rateOf(product, load), limit: await rateOf(limit, load) };
    if (round > 0) rounds.push(pair);
  }
  const middle = (of: (pair: { product: Rate; limit: Rate }) => number): number => median(rounds.map(of)) ?? 0;
  const rate = (side: 'product' | 'limit'): Rate => ({ perSecond: middle((pair) => pair[side].perSecond), nodeMs: middle((pair) => pair[side].nodeMs), postgresMs: middle((pair) => pair[side].postgresMs) });
  return {
    product: rate('product'), limit: rate('limit'),
    ratio: middle((pair) => pair.product.perSecond / pair.limit.perSecond),
    nodeRatio: middle((pair) => pair.limit.nodeMs / pair.product.nodeMs),
    cpuRatio: middle((pair) => (pair.limit.nodeMs + pair.limit.postgresMs) / (pair.product.nodeMs + pair.product.postgresMs)),
  };
}

async function rateOf({ server, asks, backends }: Side, { connections, seconds }: Load): Promise<Rate> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const before = { node: await server.cpu(), postgres: ticksOf(await backends()) };
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let next = 0;
  let answered = 0;
  const one = async () => {
    while (performance.now() < end) {
      await answer(server.url, asks[next++ % asks.length] as Ask, agent);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const took = performance.now() - begun;
  const after = { node: await server.cpu(), postgres: ticksOf(await backends()) };
  agent.destroy();
  return { perSecond: (answered * 1000) / took, nodeMs: (after.node - before.node) / answered, postgresMs: (after.postgres - before.postgres) / answered };
}

/** Milliseconds of a core that processes have used so far, where the system tells it (Linux); else nothing. */
export function ticksOf(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended, or this system has no such file: it counts as nothing.
    }
  }
  return ticks * 10;
}

/** The same to the nanosecond, of single-threaded processes. */
export function coreMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      return sum;
    }
  }, 0);
}

/** The body of one answer; anything but 200 is a fault of the bench. */
export function answer(origin: string, ask: Ask, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(`${origin}${ask.path}`, { method: ask.method, headers: ask.headers, ...(agent ? { agent } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${ask.method} ${ask.path} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    call.on('error', reject);
    call.end(ask.body);
  });
}
