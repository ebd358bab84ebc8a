import type { INestApplicationContext } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { ImportRunner } from '@dossier/workspace';
import { ImportMode } from '@dossier/vocabulary/enums';
import { demoColumns, type DemoFile } from './demo.files';

/** Sends one file of the demo the way of every import, from its bytes to the commit, into the batch of the demo. */
export async function importDemoFile(app: INestApplicationContext, viewer: Viewer, batchId: string, file: DemoFile): Promise<void> {
  const result = await app.get(ImportRunner).bring(viewer, {
    kind: file.kind, fileName: file.name, bytes: file.open(), batchId,
    settings: { mode: ImportMode.BOTH, mapping: Object.fromEntries(demoColumns[file.kind].map((name) => [name, name])) },
  });
  if (result.failed > 0 || result.rows !== file.rows) {
    throw new Error(`The demo's ${file.name} did not come in whole: ${JSON.stringify(result)}`);
  }
}
