/** Tries rules over past leads in a thread of its own (see simulation.job.ts). It imports pure functions alone. */
import { parentPort } from 'node:worker_threads';
import type { AssignmentRule, Candidates, Seat } from './assign.rules';
import { timetableOf, tried, type PastLead, type Presences } from './simulation.rules';

/** All that a trial run looks at. */
export interface TrialAsk {
  leads: readonly PastLead[];
  rules: readonly AssignmentRule[];
  seats: Map<string, Seat>;
  candidates: readonly Candidates[];
  presences: Presences;
}

parentPort?.on('message', ({ leads, rules, seats, candidates, presences }: TrialAsk) => {
  try {
    parentPort!.postMessage({ answer: tried(leads, rules, { seats, candidates, timetable: timetableOf(presences) }) });
  } catch (fault) {
    parentPort!.postMessage({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
});
