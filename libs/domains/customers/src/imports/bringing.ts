import type { Database } from '@dossier/kernel/data';

/** Whether a file is being brought in: what follows from its rows then takes one step a beat, so that the import keeps the machine. */
export async function isBringing(database: Database): Promise<boolean> {
  const [one] = await database.query(`select 1 from job where state = 'RUNNING' and name = 'workspace.import-commit' limit 1`);
  return one !== undefined;
}
