import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { IngestOutcome, IngestReason } from '@dossier/vocabulary/event-enums';
import { TAKING } from './consent';
import type { IngestedEvent, IngestResult } from './event.inputs';
import { IngestRefs, keyed, type Refs, type Whose } from './ingest.refs';
import { plainEvent, standing, type PlainEvent, type ToldEvent } from './ingest.rules';

export const MOST_EVENTS = 1_000;

/** Where events come from: a program with a key, for whom customers are looked up; or a site, that may only name visitors. */
export interface Sender {
  viewer: Viewer | null;
  siteId: string | null;
}

interface Kept {
  event: PlainEvent;
  whose: Whose;
  topicIds: string[];
}

const nobodys: Whose = { customerId: null, sideId: null, isStopped: false };

/** Takes events in: each judged by itself, all that stand written in a few statements for the whole call. */
@Injectable()
export class IngestService {
  constructor(
    private readonly refs: IngestRefs,
    private readonly clock: Clock,
  ) {}

  /** Takes at most a thousand events in the open unit of work; gives what became of each, in their order. */
  async take(sender: Sender, told: readonly ToldEvent[]): Promise<IngestResult> {
    if (told.length > MOST_EVENTS) throw new DomainError('EVENTS_TOO_MANY', { most: MOST_EVENTS, found: told.length });
    const work = currentWork();
    await work.query('select pg_advisory_xact_lock_shared($1)', [TAKING]);
    const facts = { now: this.clock.now(), since: await this.keptSince() };
    const plain = told.map((event) => plainEvent(event, facts));
    const events = plain.filter((one): one is PlainEvent => typeof one !== 'string');
    const refs = await this.refs.of(sender.viewer, events);
    const judged = new Map(events.map((event) => [event, judge(event, refs)] as const));
    const kept = [...judged].flatMap(([event, verdict]) => (typeof verdict === 'string' ? [] : [{ event, ...verdict }]));
    const accepted = await this.write(kept, sender.siteId);
    const results = plain.map((one, at): IngestedEvent => {
      const reason = typeof one === 'string' ? one : judged.get(one)!;
      if (typeof reason === 'string') return { id: String(told[at]!.id).slice(0, 60), outcome: IngestOutcome.REFUSED, reason };
      return { id: (one as PlainEvent).id, outcome: accepted.delete((one as PlainEvent).id) ? IngestOutcome.ACCEPTED : IngestOutcome.REPEATED, reason: null };
    });
    const counted = (outcome: IngestOutcome): number => results.filter((result) => result.outcome === outcome).length;
    const counts = { accepted: counted(IngestOutcome.ACCEPTED), repeated: counted(IngestOutcome.REPEATED), refused: counted(IngestOutcome.REFUSED) };
    work.note.facts = { ...work.note.facts, ...counts };
    return { ...counts, results };
  }

  /** The first instant that is kept: the beginning of a month, as whole months go. */
  private async keptSince(): Promise<Date> {
    const [company] = await currentWork().query<{ months: number }>('select event_months as months from company limit 1');
    const now = this.clock.now();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (company?.months ?? 25), 1));
  }

  /**
   * Writes what stands. An id that is known keeps its earliest saying: where the new one is earlier, it takes the place of the old one.
   * Gives the ids that were new.
   */
  private async write(kept: readonly Kept[], siteId: string | null): Promise<Set<string>> {
    const byEvent = new Map(kept.map((one) => [one.event, one]));
    const events = standing(kept.map(({ event }) => event)).sort((one, other) => (one.id < other.id ? -1 : 1));
    if (events.length === 0) return new Set();
    const work = currentWork();
    const known = await work.query<{ id: string; was: Date | null }>(
      `insert into event_key as k (id, occurred_at, digest) select * from unnest($1::uuid[], $2::timestamptz[], $3::bigint[])
        on conflict (id) do update set occurred_at = excluded.occurred_at, digest = excluded.digest
        where (excluded.occurred_at, excluded.digest) < (k.occurred_at, k.digest) returning new.id, old.occurred_at as was`,
      [events.map(({ id }) => id), events.map(({ at }) => at), events.map(({ digest }) => String(digest))],
    );
    const replaced = known.filter(({ was }) => was !== null);
    if (replaced.length > 0) await work.query('delete from behaviour_event e using unnest($1::uuid[], $2::timestamptz[]) k(id, at) where e.id = k.id and e.occurred_at = k.at', [replaced.map(({ id }) => id), replaced.map(({ was }) => was)]);
    const standingIds = new Set(known.map(({ id }) => id));
    await this.insert(events.filter(({ id }) => standingIds.has(id)).map((event) => byEvent.get(event)!), siteId);
    return new Set(known.filter(({ was }) => was === null).map(({ id }) => id));
  }

  private async insert(rows: readonly Kept[], siteId: string | null): Promise<void> {
    if (rows.length === 0) return;
    // A column that is empty in all rows need not be sent: a list that is too short is filled with nulls.
    const of = <V>(read: (row: Kept) => V): V[] => (rows.some((row) => read(row) !== null) ? rows.map(read) : []);
    await currentWork().query(
      `with added as (
        insert into behaviour_event (id, occurred_at, received_at, customer_id, side_id, visitor_id, site_id, name, topic_ids, product_code, path, channel_mark, properties)
        select id, at, now(), customer_id, side_id, visitor_id, $12::uuid, name, topics::uuid[], product_code, path, mark, properties::jsonb
        from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
          as x(id, at, customer_id, side_id, visitor_id, name, topics, product_code, path, mark, properties)
        returning customer_id
      )
      insert into interest_due (customer_id) select distinct customer_id from added where customer_id is not null`,
      [
        of(({ event }) => event.id), of(({ event }) => event.at), of(({ whose }) => whose.customerId), of(({ whose }) => whose.sideId), of(({ event }) => event.visitorId), of(({ event }) => event.name),
        of(({ topicIds }) => `{${topicIds.join(',')}}`), of(({ event }) => event.productCode), of(({ event }) => event.path), of(({ event }) => event.channelMark),
        of(({ event }) => (event.properties === null ? null : JSON.stringify(event.properties))), siteId,
      ],
    );
  }
}

/** Whose an event is and what it is about, or why it cannot be kept. A customer who is named goes before the owner of the visitor. */
function judge(event: PlainEvent, refs: Refs): Omit<Kept, 'event'> | IngestReason {
  const visitor = event.visitorId ? refs.visitors.get(event.visitorId) : undefined;
  const names = event.customerId !== null || event.externalKey !== null;
  const named = event.customerId ? refs.byId.get(event.customerId) : event.externalKey ? refs.byKey.get(keyed(event.externalSource, event.externalKey)) : undefined;
  if (names && !named) return IngestReason.CUSTOMER_UNKNOWN;
  const whose = named ?? visitor ?? nobodys;
  if (whose.isStopped || visitor?.isStopped) return IngestReason.CONSENT_MISSING;
  const topicIds = event.topics.flatMap((code) => refs.topics.get(code) ?? []);
  return topicIds.length < event.topics.length ? IngestReason.TOPIC_UNKNOWN : { whose, topicIds };
}
