import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventMonths } from './events/partitions';
import { refreshInterests, takeInterests } from './events/refresh';
import { behaviourEvents, eventGuards, eventSources, interests } from './events/tables';

/** How much each kind of event says of an interest, until the company says otherwise. */
const weights: Readonly<Record<string, number>> = { PAGE_VIEW: 1, PRODUCT_VIEW: 1, DWELL: 2, SEARCH: 1, SHARE: 4, FAVOURITE: 4, CART: 5, CHECKOUT: 6, PURCHASE: 8, DOWNLOAD: 2, CUSTOM: 1 };

const words: readonly [role: string, action: string, scope: string][] = [
  ['ADMINISTRATOR', 'event.read', 'ALL'], ['ADMINISTRATOR', 'event.ingest', 'ALL'], ['ADMINISTRATOR', 'site.manage', 'ALL'], ['ADMINISTRATOR', 'interest.write', 'ALL'],
  ['MARKETING_MANAGER', 'event.read', 'TEAM_TREE'], ['MARKETING_MANAGER', 'interest.write', 'TEAM_TREE'], ['MARKETING_MANAGER', 'event.ingest', 'TEAM_TREE'], ['MARKETING_MANAGER', 'site.manage', 'ALL'],
  ['MARKETER', 'event.read', 'TEAM'], ['MARKETER', 'interest.write', 'TEAM'], ['SALES', 'event.read', 'TEAM'], ['SALES', 'interest.write', 'SELF'], ['ANALYST', 'event.read', 'ALL'],
];

/** What people do on pages and in apps, and the interests that follow from it. */
export class Events1763780000024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [eventSources, behaviourEvents, interests, eventGuards, eventMonths, refreshInterests, takeInterests]) await db.query(part);
    await db.query('grant maintain on behaviour_event, event_key to dossier_app');
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true)`);
    for (const [name, weight] of Object.entries(weights)) await db.query('insert into event_weight (id, name, weight) values (gen_random_uuid(), $1, $2)', [name, weight]);
    for (const given of words) await db.query('insert into role_grant (role_id, action, scope) select id, $2, $3 from role where code = $1 on conflict do nothing', given as unknown as unknown[]);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.scope', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
