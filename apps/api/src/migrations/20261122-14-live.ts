import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tellChange } from './live/tell-change';

const reach = ['owner_id', 'team_id'];
const keyed = ['name_key', 'search_grams', 'search_text'];

/** What is told of which table. A table that a later migration makes asks for it with `tell_changes`. */
const told: Readonly<Record<string, object>> = {
  customer: { type: 'Customer', scope: reach, ignore: keyed },
  customer_identity: { type: 'Customer', of: 'customer', id: 'customer_id', scope: reach, fields: ['identities', 'phone', 'email'] },
  customer_summary: { type: 'Customer', of: 'customer', id: 'customer_id', key: 'customer_id', scope: reach, fields: ['summary'], ignore: ['refreshed_at'], insert: false },
  duplicate_candidate: { type: 'DuplicateCandidate' },
  tag: { type: 'Tag' },
  channel: { type: 'Channel' },
  product_category: { type: 'Category' },
  product: { type: 'Product', ignore: keyed },
  sales_order: { type: 'Order', scope: reach },
  app_user: { type: 'User', scope: ['kind'], ignore: ['last_sign_in_at', 'rights_version', 'password_hash'] },
  team: { type: 'Team' },
  team_member: { type: 'Team', of: 'team', id: 'team_id' },
  role: { type: 'Role' },
  role_grant: { type: 'Role', of: 'role', id: 'role_id' },
  saved_view: { type: 'SavedView' },
  notification: { type: 'Notification', scope: ['user_id'] },
  import: { type: 'Import', scope: ['owner_id'], ignore: ['checkpoint', 'head'] },
  export_file: { type: 'ExportFile', scope: ['owner_id'], ignore: ['ask'] },
  operation_batch: { type: 'OperationBatch', scope: ['owner_id'] },
  alert: { type: 'Alert' },
  audit_check: { type: 'AuditCheck' },
  job: { type: 'JobStatus', scope: ['owner_id'], ignore: ['lease_holder', 'lease_until', 'attempts', 'takeovers', 'heartbeat_at', 'cancel_asked', 'started_at', 'detail'] },
};

/** Every change is told when it commits, so that what people look at stays true. */
export class Live1763780000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tellChange);
    for (const [table, options] of Object.entries(told)) await db.query('select tell_changes($1::regclass, $2::jsonb)', [table, JSON.stringify(options)]);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
