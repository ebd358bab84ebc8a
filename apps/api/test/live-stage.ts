import { personId, teamId, type Api, type Client } from '@dossier/kernel/testing';

const create = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id version } }';
export const update = 'mutation($id: ID!, $version: Int!, $input: CustomerInput!) { updateCustomer(id: $id, version: $version, input: $input) { id version } }';

type Team = 'EAST' | 'SOUTH';
type Owner = 'SALES' | 'SALES_SOUTH';

/** What specs of live updates change. */
export interface Stage {
  /** Writes as the owner login inside a unit of work, for what no verb can set. */
  owned(text: string, values?: unknown[]): Promise<void>;
  makeFor(team: Team, owner: Owner): Promise<{ id: string; version: number }>;
  /** So many customers in one statement. */
  many(team: Team, owner: Owner, count: number): Promise<void>;
}

export function stageOf(api: Api, admin: Client): Stage {
  const owned = async (text: string, values: unknown[] = []): Promise<void> => {
    const client = await api.db.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true)`);
      await client.query(text, values);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  return {
    owned,
    makeFor: async (team, owner) => {
      const { createCustomer } = await admin.mutate(create, { input: { name: '王伟' } });
      await owned('update customer set owner_id = $2, team_id = $3 where id = $1', [createCustomer.id, personId(owner), teamId(team)]);
      return createCustomer as { id: string; version: number };
    },
    many: (team, owner, count) =>
      owned(`insert into customer (id, name, owner_id, team_id) select gen_random_uuid(), '李娜', $1, $2 from generate_series(1, $3)`, [personId(owner), teamId(team), count]),
  };
}
