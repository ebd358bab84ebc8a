import type { ServerResponse } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DomainError } from '@dossier/kernel/errors';
import { networkOf, type Viewer } from '@dossier/kernel/access';

/** What one viewer may ask of one process. Zero: no bound, for measurements. */
export interface RequestLimits {
  perMinute: number;
  inFlight: number;
}

export const requestLimits: RequestLimits = { perMinute: 600, inFlight: 10 };

/** Files of exports that one viewer may be fetching at once. */
const DOWNLOADS = 2;
/** How long a request waits for one of its viewer's places before it is refused: a page that asks much at once is only slower. */
const PATIENCE_MS = 3_000;
const MINUTE = 60;
const BEYOND_COUNTING = 2 ** 31;

/** Where headers are written: an answer, or what will become one. */
export interface Paper {
  setHeader(name: string, value: string): unknown;
}

interface Places {
  taken: number;
  waiting: Set<() => void>;
}

const isDownload = (path: string): boolean => /^\/api\/exports\/[^/]+\/file$/.test(path);

/** Whom a request counts for: a key by itself, a person in all their sessions, a stranger by network. */
const keyOf = (viewer: Viewer): string => (viewer.kind === 'client' ? `key ${viewer.sessionId}` : viewer.userId ? `person ${viewer.userId}` : `network ${networkOf(viewer.ip)}`);

/** Requests a minute and requests at once, of one viewer: whoever asks too much waits, then is refused, and nobody else notices. */
export class RateLimits {
  private readonly minutes = new RateLimiterMemory({ points: BEYOND_COUNTING, duration: MINUTE });
  private readonly places = new Map<string, Places>();

  constructor(private readonly limits: RequestLimits) {}

  /** Lets a request in, or throws; its places are free again when its answer has ended. What is left of the minute is written on `paper`. */
  async enter(viewer: Viewer, path: string, response: ServerResponse, paper: Paper = response): Promise<void> {
    const key = keyOf(viewer);
    await this.count(key, viewer.ratePerMinute ?? this.limits.perMinute, paper);
    await this.take(key, this.limits.inFlight, response);
    if (isDownload(path)) await this.take(`${key} downloads`, DOWNLOADS, response);
  }

  private async count(key: string, most: number, paper: Paper): Promise<void> {
    if (this.limits.perMinute === 0 || most === 0) return;
    const { consumedPoints, msBeforeNext } = await this.minutes.consume(key);
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    paper.setHeader('X-RateLimit-Limit', String(most));
    paper.setHeader('X-RateLimit-Remaining', String(Math.max(0, most - consumedPoints)));
    paper.setHeader('X-RateLimit-Reset', String(seconds));
    if (consumedPoints > most) throw new DomainError('RATE_LIMITED', { limit: `${most}/min`, seconds });
  }

  private async take(key: string, most: number, response: ServerResponse): Promise<void> {
    if (most === 0) return;
    const places = this.places.get(key) ?? { taken: 0, waiting: new Set() };
    this.places.set(key, places);
    if (places.taken >= most) await this.wait(places, most);
    places.taken += 1;
    response.once('close', () => this.free(key, places));
    // Who left while waiting has no answer that could end.
    if (response.closed || response.destroyed) response.emit('close');
  }

  private wait(places: Places, most: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = (): void => {
        clearTimeout(timer);
        places.waiting.delete(next);
        resolve();
      };
      const timer = setTimeout(() => {
        places.waiting.delete(next);
        reject(new DomainError('RATE_LIMITED', { limit: `${most} at once`, seconds: 1 }));
      }, PATIENCE_MS);
      places.waiting.add(next);
    });
  }

  private free(key: string, places: Places): void {
    places.taken -= 1;
    const [next] = places.waiting;
    if (next) next();
    else if (places.taken <= 0) this.places.delete(key);
  }
}
