import type { MigrationInterface, QueryRunner } from 'typeorm';
import { communicationGuards, communications } from './archive/communications';
import { needGuards, needs, signOffs } from './archive/needs';

/** The sections of an archive beside basic data and purchases: communication, needs, feedback, and who signed which facts. */
export class Archive1763780000023 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(communications);
    await db.query(needs);
    await db.query(signOffs);
    await db.query(communicationGuards);
    await db.query(needGuards);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true)`);
    for (const [code, scope, words, fields] of grants) {
      await db.query(
        `insert into role_grant (role_id, action, scope, fields) select r.id, w, $2, $4::jsonb from role r, unnest($3::text[]) w where r.code = $1 on conflict do nothing`,
        [code, scope, words, fields ? JSON.stringify(fields) : null],
      );
    }
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const reading = ['communication.read', 'need.read', 'feedback.read'];
const writing = ['communication.write', 'need.write', 'feedback.write'];

/** The same as new installations get with their roles. */
const grants: readonly (readonly [code: string, scope: string, words: readonly string[], fields?: object])[] = [
  ['ADMINISTRATOR', 'ALL', [...reading, ...writing, 'customer.print', 'interview.manage']],
  ['MARKETING_MANAGER', 'TEAM_TREE', [...reading, ...writing, 'customer.print']],
  ['MARKETING_MANAGER', 'ALL', ['interview.manage']],
  ['MARKETER', 'TEAM', [...reading, ...writing]],
  ['SALES', 'TEAM', reading],
  ['SALES', 'SELF', [...writing, 'customer.print']],
  ['ANALYST', 'ALL', ['need.read', 'feedback.read'], { statement: 'HIDDEN', evidence: 'HIDDEN', text: 'HIDDEN', answer: 'HIDDEN' }],
];
