import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of segments, scores, boards and models for roles that stand already. */
export class Insight1763780000035 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into role_grant (role_id, action, scope) select r.id, g.word, g.scope from role r join (values
      ${words.map(([role, word, scope]) => `('${role}', '${word}', '${scope}')`).join(', ')}) g(code, word, scope) on g.code = r.code on conflict do nothing`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.scope', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const given = (role: string, scope: string, list: readonly string[]): (readonly [string, string, string])[] => list.map((word) => [role, word, scope] as const);

const words = [
  ...given('ADMINISTRATOR', 'ALL', ['segment.read', 'segment.write', 'score.read', 'insight.read', 'model.read', 'model.manage', 'recommendation.serve']),
  ...given('MARKETING_MANAGER', 'ALL', ['segment.read', 'segment.write', 'model.read', 'model.manage']),
  ...given('MARKETING_MANAGER', 'TEAM_TREE', ['score.read', 'insight.read', 'recommendation.serve']),
  ...given('MARKETER', 'ALL', ['segment.read', 'segment.write', 'model.read']),
  ...given('MARKETER', 'TEAM', ['score.read', 'insight.read', 'recommendation.serve']),
  ...given('SALES', 'TEAM', ['score.read', 'recommendation.serve']),
  ...given('SALES', 'ALL', ['segment.read']),
  ...given('ANALYST', 'ALL', ['segment.read', 'segment.write', 'score.read', 'insight.read', 'model.read', 'model.manage']),
  ...given('AUDITOR', 'ALL', ['model.read']),
];
