import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, newId } from '@dossier/kernel/data';
import type { IdentitySource } from '@dossier/vocabulary/enums';
import { FactSource, type FactVerdict, type RecordSection } from '@dossier/vocabulary/fact-enums';
import { CONFIDENCE } from './fact.sources';
import { factsIn } from './fact.columns';

/** From where a write comes, as far as its writer knows. */
export interface Provenance {
  source: FactSource;
  channelId?: string | null;
  /** What within the source: a form, a connection, a file. */
  origin?: string | null;
  batchId?: string | null;
  /** When the fact was true for the source; now, where it does not say. */
  observedAt?: Date | string | null;
  /** 0 to 1; by its source, where nothing is said. */
  confidence?: number | null;
  /** What a look at the facts has found, and at which section. */
  verdict?: FactVerdict | null;
  section?: RecordSection | null;
  /** How the contacts of a new record came to be known; typed by hand, where it does not say. */
  contacts?: IdentitySource;
}

/** One write: what one source says of one customer. */
export interface Observed extends Provenance {
  customerId: string;
  /** The record it came in for, where that one has been merged into `customerId`. */
  sideId?: string | null;
  /** Values by property or column of the customer. Contacts are never kept here. */
  fields: Readonly<Record<string, unknown>>;
  /** The first facts of a record that is being made. */
  initial?: boolean;
}

/** One fact as a source has said it. */
export interface FactReading extends Record<string, unknown> {
  customer_id: string;
  side_id: string | null;
  column: string;
  value: unknown;
  source: FactSource;
  channel_id: string | null;
  origin: string | null;
  observed_at: Date;
  confidence: number;
  verdict: FactVerdict | null;
}

/** Facts with where they came from, when, and how sure they are. */
@Injectable()
export class Facts {
  /** Keeps one write of a source; gives its id, or null where it holds no fact. */
  async observe(viewer: Viewer, said: Observed): Promise<string | null> {
    return (await this.observeAll(viewer, [said]))[0] ?? null;
  }

  /** Keeps many writes in one statement; those without a fact (and without a verdict) leave no row and no id. */
  async observeAll(viewer: Viewer, all: readonly Observed[]): Promise<string[]> {
    const rows = all.map((one) => rowOf(one)).filter((row) => row.verdict !== null || Object.keys(row.fields).length > 0);
    if (rows.length === 0) return [];
    const work = currentWork();
    await work.query(
      `insert into observation (id, customer_id, side_id, source, channel_id, origin, batch_id, observed_at, confidence, fields, verdict, section, initial, actor_id, actor_name, entry_id)
        select r.id, r.customer_id, r.side_id, r.source, r.channel_id, r.origin, r.batch_id, least(coalesce(r.observed_at, now()), now()), r.confidence, r.fields, r.verdict, r.section, r.initial, $2, $3, $4
        from jsonb_to_recordset($1::jsonb) as r(id uuid, customer_id uuid, side_id uuid, source text, channel_id uuid, origin text, batch_id uuid, observed_at timestamptz, confidence numeric,
          fields jsonb, verdict text, section text, initial bool)`,
      [JSON.stringify(rows), viewer.userId, viewer.name, work.entryId],
    );
    return rows.map(({ id }) => id);
  }

  /** All that was ever said of some fields of some customers, newest first: what a merge weighs. Values by column; reach is the caller's. */
  async of(customerIds: readonly string[], columns: readonly string[]): Promise<FactReading[]> {
    return currentWork().query<FactReading>(
      `select f.customer_id, f.side_id, e.key as column, e.value, f.source, f.channel_id, f.origin, f.observed_at, f.confidence::float8 as confidence, f.verdict
        from fact_reading f cross join lateral jsonb_each(f.fields) e where f.customer_id = any($1::uuid[]) and e.key = any($2::text[]) order by f.observed_at desc, f.recorded_at desc, f.id desc`,
      [customerIds, columns],
    );
  }
}

/** Who wrote by themselves: a person at the screen, or a program with a key. */
export const ownSource = (viewer: Viewer): FactSource => (viewer.kind === 'client' ? FactSource.API : FactSource.MANUAL);

const rowOf = (said: Observed) => ({
  id: newId(), customer_id: said.customerId, side_id: said.sideId ?? null, source: said.source, channel_id: said.channelId ?? null, origin: said.origin ?? null, batch_id: said.batchId ?? null,
  observed_at: said.observedAt ?? null, confidence: Math.min(1, Math.max(0, said.confidence ?? CONFIDENCE[said.source])), fields: factsIn(said.fields),
  verdict: said.verdict ?? null, section: said.section ?? null, initial: said.initial ?? false,
});
