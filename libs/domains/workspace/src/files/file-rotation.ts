import { Injectable, type OnModuleInit } from '@nestjs/common';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { currentWork, Database, Deployment } from '@dossier/kernel/data';
import { type KeyAgreement, Leftovers, Rotations, type RotationStep, sealedColumn } from '@dossier/kernel/keys';
import { FileStore } from './file-store';
import { SealedText } from './sealed-text';

type Purpose = 'export' | 'import';
const PURPOSES: readonly Purpose[] = ['export', 'import'];
const VERSION_AT = 4;

/** Whatever files and imports have sealed moves along when the key changes. */
@Injectable()
export class FileRotation implements RotationStep, OnModuleInit {
  readonly name = 'files';

  constructor(
    private readonly database: Database,
    private readonly deployment: Deployment,
    private readonly store: FileStore,
    private readonly sealed: SealedText,
    private readonly rotations: Rotations,
    private readonly leftovers: Leftovers,
  ) {}

  onModuleInit(): void {
    this.rotations.add(this);
    this.column('export_file', 'ask', ['id'], (row) => String(row['id']));
    this.column('import', 'head', ['id'], (row) => String(row['id']));
    for (const column of ['sealed', 'raw']) this.column('import_row', column, ['import_id', 'row_no'], rowOfImport);
    this.column('import_correction', 'cells', ['import_id', 'row_no'], rowOfImport);
    // Rows that were not accepted, as they stood in their file, and what somebody has corrected in them.
    for (const [table, column] of [['import_row', 'raw'], ['import_correction', 'cells']] as const) {
      this.leftovers.add({ table, column, key: ['import_id', 'row_no'], goes: 'ROW', open: (row, box) => this.sealed.open({ table: 'import_row', column: 'cells', rowId: rowOfImport(row) }, box) });
    }
    // Imports keep the indexes they were checked with: one under way is waited for, one that waits for its commit is checked again.
    this.rotations.addRelease(async () => {
      await currentWork().query(`update import set state = 'UPLOADED', version = version + 1, updated_at = now() where state = 'CHECKED'`);
      return (await currentWork().query(`select 1 from import where state in ('CHECKING','COMMITTING') limit 1`)).length === 0;
    });
  }

  async remaining({ current }: KeyAgreement): Promise<number> {
    let count = 0;
    for await (const _ of this.older(current)) count += 1;
    return count;
  }

  /** A file is written anew beside itself; whoever reads the old one goes on reading it. */
  async move({ current }: KeyAgreement, limit: number): Promise<number> {
    let moved = 0;
    for await (const { purpose, id } of this.older(current)) {
      await this.store.write(purpose, id, this.store.read(purpose, id));
      if (++moved >= limit) break;
    }
    return moved;
  }

  private column(table: string, column: string, key: readonly string[], rowId: (row: Readonly<Record<string, unknown>>) => string): void {
    const place = (row: Readonly<Record<string, unknown>>) => ({ table: table === 'import_correction' ? 'import_row' : table, column: column === 'raw' ? 'cells' : column, rowId: rowId(row) });
    const step = sealedColumn(this.database, { table, column, key, reseal: (row, box) => this.sealed.seal(place(row), this.sealed.open(place(row), box)) });
    this.rotations.add(step, step.name);
  }

  private async *older(current: number): AsyncGenerator<{ purpose: Purpose; id: string }> {
    for (const purpose of PURPOSES) {
      const root = join(this.deployment.dataDir, 'files', purpose);
      const files = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
      for (const file of files) {
        if (!file.isFile() || file.name.endsWith('.part')) continue;
        if ((await versionOf(join(file.parentPath, file.name))) !== current) yield { purpose, id: file.name };
      }
    }
  }
}

const rowOfImport = (row: Readonly<Record<string, unknown>>): string => `${String(row['import_id'])}/${String(row['row_no'])}`;

async function versionOf(path: string): Promise<number> {
  const file = await open(path).catch(() => null);
  if (!file) return -1;
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, VERSION_AT);
    return buffer[0] ?? -1;
  } finally {
    await file.close();
  }
}
