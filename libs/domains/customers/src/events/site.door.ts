import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { jobViewer, networkOf } from '@dossier/kernel/access';
import { Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { IngestedEvent } from './event.inputs';
import { IngestService, MOST_EVENTS } from './ingest.service';
import type { ToldEvent } from './ingest.rules';
import { SiteService } from './site.service';

/** Requests within a minute that one process takes: of a site, and of one network address. */
const SITE_A_MINUTE = 12_000;
const NETWORK_A_MINUTE = 240;
/** How long events wait for others of their site: what many pages send becomes few writes. */
const GATHER_MS = 100;
/** Events that may wait in a process; beyond them senders are asked to come again. */
const MOST_WAITING = 20_000;

interface Waiting {
  events: readonly ToldEvent[];
  done(results: IngestedEvent[]): void;
  failed(fault: unknown): void;
}

/** The door of pages: nobody signs in here. Events of one site are gathered for a moment, then written together; each sender hears when its own are safe. */
@Injectable()
export class SiteDoor {
  private readonly sites = new RateLimiterMemory({ points: SITE_A_MINUTE, duration: 60 });
  private readonly networks = new RateLimiterMemory({ points: NETWORK_A_MINUTE, duration: 60 });
  private readonly waiting = new Map<string, Waiting[]>();
  private count = 0;

  constructor(
    private readonly database: Database,
    private readonly ingest: IngestService,
    private readonly service: SiteService,
  ) {}

  /** Whether pages of this origin may send to any site at all: what a browser asks before it sends. */
  async knows(origin: string): Promise<boolean> {
    const rows = await this.database.query(`select 1 from event_site where $1 = any(origins) and state = 'ACTIVE' and archived_at is null limit 1`, [origin]);
    return rows.length > 0;
  }

  /** The site of a key, if pages of this origin may send to it. */
  async enter(key: string, origin: string, ip: string | null): Promise<string> {
    await counted(this.networks.consume(networkOf(ip)));
    const [site] = await this.database.query<{ id: string }>(`select id from event_site where key = $1 and $2 = any(origins) and state = 'ACTIVE' and archived_at is null`, [key, origin]);
    if (!site) throw new DomainError('ORIGIN_REFUSED');
    await counted(this.sites.consume(site.id));
    return site.id;
  }

  /** Takes the events of one request; gives what became of them when they are written. */
  take(siteId: string, events: readonly ToldEvent[]): Promise<IngestedEvent[]> {
    if (this.count + events.length > MOST_WAITING) throw new DomainError('UNAVAILABLE');
    return new Promise((done, failed) => {
      const line = this.waiting.get(siteId);
      this.count += events.length;
      if (line) return void line.push({ events, done, failed });
      this.waiting.set(siteId, [{ events, done, failed }]);
      setTimeout(() => void this.flush(siteId), GATHER_MS);
    });
  }

  private async flush(siteId: string): Promise<void> {
    const all = this.waiting.get(siteId) ?? [];
    this.waiting.delete(siteId);
    for (const group of groupsOf(all)) await this.write(siteId, group);
  }

  private async write(siteId: string, group: readonly Waiting[]): Promise<void> {
    const events = group.flatMap((one) => one.events);
    try {
      const { results } = await this.database.work(jobViewer('job.events', ['job.events'], newId()), 'takeSiteEvents', async () => {
        const taken = await this.ingest.take({ viewer: null, siteId }, events);
        await this.service.count(siteId, taken);
        return taken;
      });
      let at = 0;
      for (const { events: own, done } of group) done(results.slice(at, (at += own.length)));
    } catch (fault) {
      for (const { failed } of group) failed(fault);
    } finally {
      this.count -= events.length;
    }
  }
}

/** Requests together, as many as go into one write. */
function groupsOf(all: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  let size = MOST_EVENTS;
  for (const one of all) {
    if (size + one.events.length > MOST_EVENTS) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(one);
    size += one.events.length;
  }
  return groups;
}

async function counted(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? new DomainError('RATE_LIMITED', { limit: 'events', seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }) : refusal;
  }
}
