import { Agent } from 'node:http';
import { quantile } from '@dossier/metrics';
import { keepDocuments } from '../http/keep-documents';
import { apart, type Apart } from './apart';
import { boardQuestions, forgetOffers, offerQuestions } from './boards';
import { ADMIN, MANAGER } from './company';
import { each } from './each';
import { hashOf } from './jobs';
import { answer, type Ask } from './load';
import { profiled, type BenchOptions } from './options';
import { on, say, sessionOf, type Place } from './place';
import { questionsOf, type Question } from './questions';
import { AS_IN_USE } from './reads';

/** How long one answer takes, in milliseconds: the middle, what 95 of 100 stay below, and the longest. */
export interface Waits {
  p50: number;
  p95: number;
  longest: number;
  answers: number;
}

export const waitsOf = (taken: readonly number[]): Waits => ({ p50: quantile(taken, 0.5) ?? 0, p95: quantile(taken, 0.95) ?? 0, longest: Math.max(...taken), answers: taken.length });

/** Lists, searches and records as people wait for them: alone, and among sixteen who ask at once. */
export async function measureWaits({ url }: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const product = await apart('product', { ...env, ...AS_IN_USE, DATABASE_URL: url }, profiled(options, 'waits'));
  try {
    const all = [...(options.only.includes('waits') ? await on(url, questionsOf) : []), ...(options.only.includes('boards') ? [...boardQuestions, ...(await on(url, offerQuestions))] : [])];
    const questions = all.filter(({ name, viewer }) => `${name} ${viewer}`.includes(options.ask));
    await keepDocuments(url, Object.fromEntries(questions.map(({ document }) => [hashOf(document), document])));
    const cookies = { administrator: await sessionOf(url, ADMIN), manager: await sessionOf(url, MANAGER) };
    await each(questions, async (question) => {
      const asks = question.variables.map((variables) => askOf(question.document, variables, cookies[question.viewer]));
      const first = await round(product, asks.slice(0, 1), { connections: 1, seconds: 0 });
      const alone = await round(product, asks, { connections: 1, seconds: options.seconds });
      const crowd = await round(product, asks, { connections: options.connections, seconds: options.seconds });
      tell(question, { first, alone, crowd }, options);
    });
  } finally {
    await product.stop();
    await on(url, forgetOffers);
  }
}

export const askOf = (document: string, variables: unknown, cookie: string): Ask => ({
  path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', cookie }, body: JSON.stringify({ documentId: hashOf(document), variables }),
});

/** Asks in turn for so many seconds, at least each question once. */
async function round(product: Apart, asks: readonly Ask[], { connections, seconds }: { connections: number; seconds: number }): Promise<Waits> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const taken: number[] = [];
  const end = performance.now() + seconds * 1000;
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < asks.length || performance.now() < end) {
      const ask = asks[next++ % asks.length]!;
      const begun = performance.now();
      const text = await answer(product.url, ask, agent);
      taken.push(performance.now() - begun);
      if (text.includes('"errors"')) throw new Error(`${ask.body ?? ''}: ${text.slice(0, 400)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return waitsOf(taken);
}

function tell({ name, viewer }: Question, { first, alone, crowd }: Record<'first' | 'alone' | 'crowd', Waits>, { connections }: BenchOptions): void {
  const text = ({ p50, p95, longest }: Waits): string => `p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)} longest ${longest.toFixed(0)} ms`;
  say(`wait ${name} (${viewer}): first ${first.longest.toFixed(0)} ms; alone ${text(alone)} (${alone.answers}); ${connections} at once ${text(crowd)} (${crowd.answers})`);
}
