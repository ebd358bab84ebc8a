import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** More names than any surface has: what comes beyond them is counted together. */
const MOST_NAMES = 500;

const durations = new Histogram({ name: 'dossier_request_seconds', help: 'Duration of requests by operation (root field of the schema, or route) and kind of answer.', labelNames: ['operation', 'answer'], buckets: BUCKETS, registers: [registry] });
const refusals = new Counter({ name: 'dossier_errors_total', help: 'Errors given to people and programs, by code.', labelNames: ['code'], registers: [registry] });

type Child = { observe(seconds: number): void };
const children = new Map<string, Child>();

/** Counts one answered request. Names come from the schema and the routes, never from what was sent. */
export function countRequest(operation: string, status: number, seconds: number): void {
  const answer = status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed';
  const key = `${operation} ${answer}`;
  let child = children.get(key);
  if (!child) {
    const known = children.size < MOST_NAMES ? operation : 'other';
    child = durations.labels({ operation: known, answer }) as Child;
    if (children.size < MOST_NAMES) children.set(key, child);
  }
  child.observe(seconds);
}

/** Counts one error by its code. */
export const countError = (code: string): void => refusals.inc({ code });

/** A figure read when somebody looks: one number, or one by label. What cannot be read then is left out. */
export function gauge(name: string, help: string, read: () => number | ReadonlyMap<string, number> | Promise<number | ReadonlyMap<string, number>>, label?: string): void {
  registry.removeSingleMetric(name);
  registry.registerMetric(new Gauge({
    name, help, labelNames: label ? [label] : [], registers: [],
    async collect() {
      this.reset();
      const value = await Promise.resolve().then(read).catch(() => null);
      if (value === null) return;
      if (typeof value === 'number') this.set(value);
      else for (const [of, figure] of value) this.set({ [label ?? 'of']: of }, figure);
    },
  }));
}

export const METRICS_TYPE = registry.contentType;

/** All figures as Prometheus reads them. */
export const printedMetrics = (): Promise<string> => registry.metrics();

const caches = new Map<string, () => number>();
gauge('dossier_cache_entries', 'Entries of the caches of this process.', () => new Map([...caches].map(([name, size]) => [name, size()])), 'cache');

/** Lets a cache of this process be seen among the figures. */
export const watchCache = (name: string, size: () => number): void => void caches.set(name, size);
