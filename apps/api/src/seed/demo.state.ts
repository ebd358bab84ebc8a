import { Database } from '@dossier/kernel/data';

/** How far the demo is, kept where a restart finds it. */
export interface DemoState {
  /** LOADING: a first start was cut short, go on. LEFT: never load it again by itself. */
  state: 'LOADING' | 'LOADED' | 'LEFT';
  batchId: string;
  adminId: string;
  tagIds: string[];
  channelIds: string[];
}

const KEY = 'demo';

export async function readDemoState(database: Database): Promise<DemoState | null> {
  const [row] = await database.query<{ value: DemoState }>('select value from installation where key = $1', [KEY]);
  return row?.value ?? null;
}

export async function keepDemoState(database: Database, state: DemoState): Promise<void> {
  await database.query('insert into installation (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value', [KEY, JSON.stringify(state)]);
}
