import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, FILE_LIMITS, type ImportSpec } from '@dossier/kernel/exchange';
import { ImportKind, ImportState } from '@dossier/vocabulary/enums';
import { FileStore, type StoredFile } from '../files/file-store';
import { requireWord, specFor } from './import-rights';
import { asFileError, ImportFiles } from './import-files';
import { checkedKey, type FoundFile, lookAt, proposedMapping, rememberedMapping } from './import-settings';
import { Import } from './import.entity';

/** Takes a file in: streams it to its encrypted place, finds out what it is, proposes what to do with it. */
@Injectable()
export class ImportUpload {
  constructor(
    @InjectRecords(Import) private readonly imports: Records<Import>,
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly store: FileStore,
    private readonly files: ImportFiles,
  ) {}

  /** Stores and inspects a file; what cannot be read leaves nothing behind. */
  async take(viewer: Viewer, kind: string, fileName: string, bytes: AsyncIterable<Uint8Array>): Promise<Import> {
    const spec = specFor(viewer, this.registry.import(kind));
    if (!viewer.may(spec.word) && viewer.kind !== 'job') return this.database.work(viewer, 'uploadImport', async () => requireWord(viewer, spec) as never);
    const id = newId();
    try {
      const stored = await this.store.write('import', id, bytes, FILE_LIMITS.bytes);
      const found = await lookAt(this.files.open(id), spec);
      return await this.database.work(viewer, 'uploadImport', () => this.add(viewer, spec, { id, fileName, stored, found }));
    } catch (fault) {
      await this.store.remove('import', id);
      throw asFileError(fault);
    }
  }

  private async add(viewer: Viewer, spec: ImportSpec, { id, fileName, stored, found }: { id: string; fileName: string; stored: StoredFile; found: FoundFile }): Promise<Import> {
    const { storedColumns, shapeKey } = found.change;
    const remembered = await this.remembered(viewer, shapeKey);
    const mapping = remembered === null ? proposedMapping(storedColumns) : rememberedMapping(spec, storedColumns, remembered.mapping);
    return this.imports.add(viewer, {
      ...found.change, id, ownerId: viewer.userId, kind: spec.kind as ImportKind, fileName: fileName.toWellFormed(), size: stored.size, contentHash: stored.hash, state: ImportState.UPLOADED,
      head: this.files.sealHead(id, found.shape), mapping, key: checkedKey(spec, mapping, undefined), dateOrder: remembered?.date_order ?? null,
      sameFileAs: await this.sameFile(viewer, spec, stored.hash),
    });
  }

  /** The last settings of one's own for files with this header. */
  private async remembered(viewer: Viewer, shapeKey: string | null): Promise<{ mapping: Record<string, string | null>; date_order: Import['dateOrder'] } | null> {
    const rows = await currentWork().query<{ mapping: Record<string, string | null>; date_order: Import['dateOrder'] }>(
      `select mapping, date_order from import where shape_key = $1 and owner_id is not distinct from $2 and state in ('DONE','COMMITTING','REVERTED') order by created_at desc limit 1`,
      [shapeKey, viewer.userId],
    );
    return rows[0] ?? null;
  }

  /** An earlier import of one's own with the same content that still stands; imports of others are never told of. */
  private async sameFile(viewer: Viewer, spec: ImportSpec, hash: string): Promise<string | null> {
    const rows = await currentWork().query<{ id: string }>(
      `select id from import where content_hash = $1 and kind = $2 and owner_id is not distinct from $3 and state in ('DONE','COMMITTING','CHECKED','CHECKING','UPLOADED')
       order by (state = 'DONE') desc, created_at desc limit 1`,
      [hash, spec.kind, viewer.userId],
    );
    return rows[0]?.id ?? null;
  }
}
