import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepMembers, segmentDue, segmentSources } from './segments/due';
import { segmentGuards, segments, zones } from './segments/tables';

/** Tables that name customers and from which memberships follow. */
const sources = ['customer_identity', 'consent_state', 'processing_limit', 'interest_state', 'segment_pick', 'bait', 'risk_assessment', 'holding', 'credit_watch'];

/** Segments: what they are, who belongs, and whose membership may have changed. */
export class Segments1763780000036 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [zones, segments, segmentGuards, segmentDue, keepMembers, segmentSources(sources), windows]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/** A free window of orders is answered from an index alone; one of events from the pages of its time. */
const windows = `
  create index sales_order_window on sales_order (ordered_on, customer_id) include (kind, amount_minor) where archived_at is null and customer_id is not null;
  create index behaviour_event_time on behaviour_event using brin (occurred_at);`;
