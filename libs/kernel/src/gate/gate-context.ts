import type { Viewer } from '../access/viewer';
import { recordAct } from '../data/audit-entry';
import type { Database } from '../data/database';
import { DomainError } from '../errors/domain-error';
import type { Clock } from '../time/clock';

/** What the gate needs of a request, over HTTP and over sockets. */
export interface GateContext {
  viewer: Viewer;
  now(): Date;
  work<R>(operation: string, run: () => Promise<R>): Promise<R>;
  read<R>(operation: string, audited: boolean, run: () => Promise<R>): Promise<R>;
  refused(operation: string, code: string): Promise<void>;
}

/**
 * The gate's hands for one request. The viewer is read at each use, for a sign-in changes it within the request.
 * A read that finds nothing within reach leaves an entry too: it is how probing shows.
 */
export function gateContext(database: Database, clock: Clock, viewer: () => Viewer): GateContext {
  return {
    now: () => clock.now(),
    get viewer() {
      return viewer();
    },
    work: (operation, run) => database.work(viewer(), operation, run),
    read: async (operation, audited, run) => {
      try {
        const result = await run();
        if (audited) await recordAct(database.aside, { viewer: viewer(), action: operation, outcome: 'DONE' });
        return result;
      } catch (fault) {
        const probing = fault instanceof DomainError && (fault.code === 'NOT_FOUND' || fault.code === 'FORBIDDEN');
        if (probing) await recordAct(database.aside, { viewer: viewer(), action: operation, outcome: 'REFUSED', code: fault.code });
        throw fault;
      }
    },
    refused: (operation, code) => recordAct(database.aside, { viewer: viewer(), action: operation, outcome: 'REFUSED', code }),
  };
}
