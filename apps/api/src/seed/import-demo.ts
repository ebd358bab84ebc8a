import type { INestApplicationContext } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { ImportRunner } from '@dossier/workspace';
import { ImportMode } from '@dossier/vocabulary/enums';
import { DEMO_SOURCE, demoColumns, type DemoFile } from './demo.files';

/** What columns of a file of leads become that are named in words: something else that was said. */
const DETAIL = 'detail';

/** Rows after which the planner looks again; it must know early that the tables are not empty any more. */
const LOOKS = [1, 20_000];
const FILLED = 'analyze customer, customer_identity, customer_summary, product, sales_order, order_line';

/** Sends one file of the demo the way of every import, from its bytes to the commit, into the batch of the demo. */
export async function importDemoFile(app: INestApplicationContext, viewer: Viewer, batchId: string, file: DemoFile): Promise<void> {
  const database = app.get(Database);
  const result = await app.get(ImportRunner).bring(
    viewer,
    {
      kind: file.kind, fileName: file.name, bytes: file.open(), batchId,
      settings: { mode: ImportMode.BOTH, mapping: Object.fromEntries(demoColumns[file.kind].map((name) => [name, /^\w+$/.test(name) ? name : DETAIL])), ...(file.kind === 'LEADS' ? { key: 'leadKey', defaults: { externalSource: DEMO_SOURCE } } : {}) },
    },
    looking(database),
  );
  if (result.failed > 0 || result.rows !== file.rows) {
    throw new Error(`The demo's ${file.name} did not come in whole: ${JSON.stringify(result)}`);
  }
  // The demo is not reverted but left: its stage has served, and the next file takes its room.
  await database.work(viewer, 'loadDemo', () => currentWork().query('delete from import_row where import_id = $1', [result.id]));
  await database.query('vacuum (analyze) import_row');
  await database.query(FILLED);
}

/** Gathers statistics now and then while the stage fills and while it empties: without them a set of rows is joined as if it were one. */
function looking(database: Database): (done: number, total: number | null) => Promise<void> {
  const left = { stage: [...LOOKS], rows: [...LOOKS] };
  return async (done, total) => {
    const looks = total === null ? left.stage : left.rows;
    if (looks[0] === undefined || done < looks[0]) return;
    while (looks[0] !== undefined && done >= looks[0]) looks.shift();
    await database.query(total === null ? 'analyze import_row' : FILLED);
  };
}
