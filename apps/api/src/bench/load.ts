import { Agent, request } from 'node:http';
import { median } from '@dossier/metrics';

/** One thing to ask: the same question in the words of one of the two servers. */
export interface Ask {
  path: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface Side {
  origin: string;
  asks: readonly Ask[];
}

export interface Load {
  connections: number;
  seconds: number;
  rounds: number;
}

export interface Measured {
  ratio: number;
  product: number;
  limit: number;
}

/** Both sides by turns (A B A B), after one turn that does not count; medians of the rounds, in requests a second. */
export async function sideBySide(product: Side, limit: Side, load: Load): Promise<Measured> {
  const rates: { product: number; limit: number }[] = [];
  for (let round = 0; round <= load.rounds; round++) {
    const pair = { product: await rateOf(product, load), limit: await rateOf(limit, load) };
    if (round > 0) rates.push(pair);
  }
  return {
    ratio: median(rates.map((pair) => pair.product / pair.limit)) ?? 0,
    product: median(rates.map((pair) => pair.product)) ?? 0,
    limit: median(rates.map((pair) => pair.limit)) ?? 0,
  };
}

async function rateOf({ origin, asks }: Side, { connections, seconds }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  const begun = performance.now();
  let next = 0;
  let answered = 0;
  const one = async () => {
    while (performance.now() < end) {
      await answer(origin, asks[next++ % asks.length] as Ask, agent);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return (answered * 1000) / (performance.now() - begun);
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
