import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { JobRun } from '@dossier/kernel/events';
import { ImportState } from '@dossier/vocabulary/enums';
import { Import } from './import.entity';
import { rowFromStatement } from './import-rows';

/** What a long step needs of whoever runs it: a job, or the product itself while it loads its own data. */
export type Steps = Pick<JobRun, 'viewer' | 'work' | 'progress' | 'cancelled'>;

/** The import, locked, when it still is in the state that the step works in; null tells the step to stop. */
export async function hold(id: string, state: ImportState): Promise<Import | null> {
  const [row] = await currentWork().query('select * from import where id = $1 for update', [id]);
  if (row === undefined) throw new DomainError('NOT_FOUND');
  const found = rowFromStatement(row);
  return found.state === state ? found : null;
}

/** One unit of work of a step, with the import held; null where the import has left the state. */
export function step<R>(steps: Steps, id: string, state: ImportState, run: (viewer: Viewer, row: Import) => Promise<R>): Promise<R | null> {
  return steps.work(async (viewer) => {
    const row = await hold(id, state);
    if (row === null) return null;
    const { note } = currentWork();
    note.objectType = 'Import';
    note.objectId = id;
    return run(viewer, row);
  });
}
