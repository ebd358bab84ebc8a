import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Page, PageArgs } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { EventName, SiteState } from '@dossier/vocabulary/event-enums';
import type { IngestResult } from './event.inputs';
import { IngestService } from './ingest.service';
import { EventSite, siteList, type EventRetention, type EventSiteDay, type EventSiteInput } from './site.entity';

/** The address of a page without path: scheme, host, port. Anything else is no origin. */
function originOf(typed: string): string {
  const url = URL.parse(typed.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') throw new DomainError('INVALID_INPUT', { field: 'origins', reason: typed });
  return url.origin;
}

/** Sites: which pages may send events, and what came from them. */
@Injectable()
export class SiteService {
  constructor(
    @InjectRecords(EventSite) private readonly sites: Records<EventSite>,
    private readonly database: Database,
    private readonly ingest: IngestService,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.sites.page(viewer, args, siteList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.sites.read(viewer, id, asked);
  }

  /** What came from a site on each of the last thirty days. */
  async days(id: string): Promise<EventSiteDay[]> {
    return this.database.query<EventSiteDay & Record<string, unknown>>(
      `select day::text as day, accepted::float8, repeated::float8, refused::float8 from event_site_day where site_id = $1 and day > company_today() - 30 order by day`, [id]);
  }

  /** Adds a site with a key of its own. */
  async create(viewer: Viewer, input: EventSiteInput): Promise<EventSite> {
    return this.sites.add(viewer, { id: newId(), ...fieldsOf(input), key: `site_${randomBytes(12).toString('hex')}`, state: SiteState.ACTIVE });
  }

  /** Changes the name of a site, or the addresses whose pages may send. */
  async update(viewer: Viewer, id: string, version: number, input: EventSiteInput): Promise<void> {
    const site = await this.sites.get(viewer, id, 'UPDATE');
    await this.sites.save(viewer, site, fieldsOf(input), 'UPDATE', { base: version });
  }

  /** Refuses events of a site until it is resumed. */
  async pause(viewer: Viewer, id: string): Promise<void> {
    await this.sites.save(viewer, await this.sites.get(viewer, id, 'PAUSE'), { state: SiteState.PAUSED }, 'PAUSE');
  }

  async resume(viewer: Viewer, id: string): Promise<void> {
    await this.sites.save(viewer, await this.sites.get(viewer, id, 'RESUME'), { state: SiteState.ACTIVE }, 'RESUME');
  }

  async archive(viewer: Viewer, id: string): Promise<void> {
    await this.sites.archive(viewer, await this.sites.get(viewer, id, 'ARCHIVE'));
  }

  /** Takes one event as if a page of the site had sent it: shows that the way in is open. */
  async test(viewer: Viewer, id: string): Promise<void> {
    const site = await this.sites.get(viewer, id, 'TEST');
    const now = this.clock.now();
    const result = await this.ingest.take({ viewer: null, siteId: site.id }, [{ id: newId(), name: EventName.CUSTOM, occurredAt: now, visitorId: newId(), path: '/', channelMark: 'test', properties: { test: true } }]);
    await this.count(site.id, result);
  }

  /** Adds up what came from a site today, in the open unit of work. */
  async count(siteId: string, { accepted, repeated, refused }: Omit<IngestResult, 'results'>): Promise<void> {
    await currentWork().query(
      `insert into event_site_day as d (site_id, day, accepted, repeated, refused, last_at) values ($1, company_today(), $2, $3, $4, now())
        on conflict (site_id, day) do update set accepted = d.accepted + excluded.accepted, repeated = d.repeated + excluded.repeated, refused = d.refused + excluded.refused, last_at = excluded.last_at`,
      [siteId, accepted, repeated, refused],
    );
  }

  async retention(): Promise<EventRetention> {
    const [row] = await this.database.query<{ months: number; oldest: string | null }>(
      `select event_months as months, (select min(to_date(right(c.relname, 7), 'YYYY_MM'))::text from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
        where p.relname = 'behaviour_event' and c.relname ~ '_[0-9]{4}_[0-9]{2}$') as oldest from company limit 1`);
    return { months: row?.months ?? 25, oldest: row?.oldest ?? null };
  }

  /** Says for how many months events are kept; older ones go in the night that follows. */
  async keep(months: number): Promise<EventRetention> {
    await currentWork().query('update company set event_months = $1, version = version + 1', [months]);
    return this.retention();
  }
}

const fieldsOf = ({ name, origins }: EventSiteInput) => ({ name: name.trim(), origins: [...new Set(origins.map(originOf))] });
