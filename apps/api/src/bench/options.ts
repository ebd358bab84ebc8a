import { parseArgs } from 'node:util';

export const JOBS = ['list', 'record', 'waits', 'segments', 'deltas', 'scoring', 'boards', 'import', 'export', 'events', 'match'] as const;
export type JobName = (typeof JOBS)[number];

/** What one run of the bench measures, and how long. */
export interface BenchOptions {
  /** Ten orders and thirty events come with each. */
  customers: number;
  only: readonly JobName[];
  /** Generate the database again although one of this build and size is kept. */
  fresh: boolean;
  seconds: number;
  rounds: number;
  connections: number;
  /** Rows of one imported file. */
  rows: number;
  /** Events a second, and for how many seconds. */
  rate: number;
  duration: number;
  /** Of the waits and segments only those whose name bears these words; empty: all. */
  ask: string;
  /** Folder for CPU profiles of both sides; empty: none. */
  profile: string;
}

/** How many customers a scale of 1.0 has. */
const WHOLE = 1_000_000;

/** Reads `--scale 0.1` (or `--customers 100000`) with `--only list,record --fresh --seconds 3 --rounds 5 --connections 16 --rows 10000 --rate 200 --duration 60 --profile <folder>`. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      customers: { type: 'string', default: '' }, scale: { type: 'string', default: '0.1' }, only: { type: 'string', default: JOBS.join(',') }, fresh: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '5' }, connections: { type: 'string', default: '16' },
      rows: { type: 'string', default: '10000' }, profile: { type: 'string', default: '' }, ask: { type: 'string', default: '' }, rate: { type: 'string', default: '200' }, duration: { type: 'string', default: '60' },
    },
  });
  // `--only generate` makes the database and measures nothing.
  const only = values.only.split(',').filter((name) => name !== 'generate').map((name) => {
    const known = JOBS.find((job) => job === name);
    if (!known) throw new Error(`The bench knows ${JOBS.join(', ')}, not "${name}"`);
    return known;
  });
  return {
    only, fresh: values.fresh, profile: values.profile, ask: values.ask,
    customers: counted('customers', values.customers || String(Math.round(Number(values.scale) * WHOLE))), seconds: counted('seconds', values.seconds), rounds: counted('rounds', values.rounds),
    connections: counted('connections', values.connections), rows: counted('rows', values.rows), rate: counted('rate', values.rate), duration: counted('duration', values.duration),
  };
}

function counted(name: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Error(`--${name} is "${text}", but it is a whole number above 0`);
}

/** A CPU profile of one side, for looking where its time goes. */
export const profiled = ({ profile }: BenchOptions, part: string): string[] => (profile === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${part}.cpuprofile`]);
