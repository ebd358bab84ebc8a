import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { IngestOutcome, IngestReason } from '@dossier/vocabulary/event-enums';
import { TAKING } from './consent';
import type { IngestedEvent, IngestResult } from './event.inputs';
import { IngestRefs, keyed, type Refs, type Whose } from './ingest.refs';
import { plainEvent, spokenOf, type PlainEvent, type Spoken, type ToldEvent } from './ingest.rules';
import { IngestWriter, type KeptEvent } from './ingest.writer';

export const MOST_EVENTS = 1_000;

/** Where events come from: a program with a key, for whom customers are looked up; or a site, that may only name visitors. */
export interface Sender {
  viewer: Viewer | null;
  siteId: string | null;
}

const NONE: readonly string[] = [];
const COUNTED = { [IngestOutcome.ACCEPTED]: 'accepted', [IngestOutcome.REPEATED]: 'repeated', [IngestOutcome.REFUSED]: 'refused' } as const;
const nobodys: Whose = { customerId: null, sideId: null, isStopped: false };

/** Takes events in: each judged by itself, all that stand written in a few statements for the whole call. */
@Injectable()
export class IngestService {
  constructor(
    private readonly refs: IngestRefs,
    private readonly writer: IngestWriter,
    private readonly clock: Clock,
  ) {}

  /** Takes at most a thousand events in the open unit of work; gives what became of each, in their order. */
  async take(sender: Sender, told: readonly ToldEvent[]): Promise<IngestResult> {
    if (told.length > MOST_EVENTS) throw new DomainError('EVENTS_TOO_MANY', { most: MOST_EVENTS, found: told.length });
    const facts = { now: this.clock.now(), since: await this.begin() };
    const spoken = told.map((event) => spokenOf(event, facts));
    // While PostgreSQL looks up whom the events name, they are judged by themselves.
    const [refs, plain] = await Promise.all([
      this.refs.of(sender.viewer, spoken.filter((one): one is Spoken => typeof one !== 'string')),
      soon(() => spoken.map((one, at) => (typeof one === 'string' ? one : plainEvent(told[at]!, one)))),
    ]);
    const judged = plain.map((one) => (typeof one === 'string' ? one : judge(one, refs)));
    const fresh = await this.writer.write(judged.filter((one): one is KeptEvent => typeof one !== 'string'), sender.siteId);
    const results = judged.map((one, at): IngestedEvent => {
      if (typeof one === 'string') return { id: String(told[at]!.id).slice(0, 60), outcome: IngestOutcome.REFUSED, reason: one };
      return { id: one.event.id, outcome: fresh.delete(one.event.id) ? IngestOutcome.ACCEPTED : IngestOutcome.REPEATED, reason: null };
    });
    const counts = { accepted: 0, repeated: 0, refused: 0 };
    for (const { outcome } of results) counts[COUNTED[outcome]] += 1;
    const { note } = currentWork();
    note.facts = { ...note.facts, ...counts };
    return { ...counts, results };
  }

  /** Shares the lock of the takers; gives the first instant that is kept: the beginning of a month, as whole months go. */
  private async begin(): Promise<Date> {
    const [company] = await currentWork().query<{ months: number | null }>('select (select event_months from company limit 1) as months, pg_advisory_xact_lock_shared($1)', [TAKING]);
    const now = this.clock.now();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (company?.months ?? 25), 1));
  }
}

/** Runs when what was begun before has been sent off. */
const soon = async <R>(run: () => R): Promise<R> => {
  await Promise.resolve();
  return run();
};

/** Whose an event is and what it is about, or why it cannot be kept. A customer who is named goes before the owner of the visitor. */
function judge(event: PlainEvent, refs: Refs): KeptEvent | IngestReason {
  const visitor = event.visitorId ? refs.visitors.get(event.visitorId) : undefined;
  const names = event.customerId !== null || event.externalKey !== null;
  const named = event.customerId ? refs.byId.get(event.customerId) : event.externalKey ? refs.byKey.get(keyed(event.externalSource, event.externalKey)) : undefined;
  if (names && !named) return IngestReason.CUSTOMER_UNKNOWN;
  const whose = named ?? visitor ?? nobodys;
  if (whose.isStopped || visitor?.isStopped) return IngestReason.CONSENT_MISSING;
  const topicIds = event.topics.length === 0 ? NONE : event.topics.flatMap((code) => refs.topics.get(code) ?? []);
  return topicIds.length < event.topics.length ? IngestReason.TOPIC_UNKNOWN : { event, whose, topicIds };
}
