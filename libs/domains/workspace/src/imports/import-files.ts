import { Injectable } from '@nestjs/common';
import type { FileReading, FileShape, OpenBytes } from '@dossier/kernel/exchange';
import { FileProblem } from '@dossier/kernel/exchange';
import { DomainError } from '@dossier/kernel/errors';
import { FileStore } from '../files/file-store';
import { SealedText } from '../files/sealed-text';
import type { Import } from './import.entity';

/** First rows and samples of a file; they may hold anything, so they are kept sealed. */
export interface FileHead {
  preview: string[][];
  samples: string[][];
}

const SAMPLES = 5;

/** The stored file of an import and what is kept of its first rows. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly store: FileStore,
    private readonly sealed: SealedText,
  ) {}

  open(id: string): OpenBytes {
    return () => this.store.read('import', id);
  }

  sealHead(id: string, shape: FileShape): Buffer {
    const head: FileHead = { preview: shape.preview, samples: shape.columns.map((column) => column.sample.slice(0, SAMPLES).map((cell) => cell.slice(0, 100))) };
    return this.sealed.sealJson(headPlace(id), head);
  }

  openHead(id: string, head: Buffer | null): FileHead {
    return head === null ? { preview: [], samples: [] } : this.sealed.openJson<FileHead>(headPlace(id), head);
  }

  /** Cells of a failed row, or values of a correction, as they are kept. */
  sealCells(id: string, rowNo: number, cells: unknown): Buffer {
    return this.sealed.sealJson(rowPlace(id, rowNo), cells);
  }

  openCells<T>(id: string, rowNo: number, box: Buffer): T {
    return this.sealed.openJson<T>(rowPlace(id, rowNo), box);
  }
}

const headPlace = (id: string) => ({ table: 'import', column: 'head', rowId: id });
const rowPlace = (id: string, rowNo: number) => ({ table: 'import_row', column: 'cells', rowId: `${id}/${rowNo}` });

/** How the file of an import is read. */
export function readingOf(row: Pick<Import, 'format' | 'encoding' | 'delimiter' | 'sheet' | 'headerRow'>): FileReading {
  return { format: row.format, encoding: row.encoding ?? 'UTF-8', delimiter: row.delimiter ?? ',', sheet: row.sheet, headerRow: row.headerRow };
}

/** A file that cannot be read, as an error with words. */
export function asFileError(fault: unknown): unknown {
  return fault instanceof FileProblem ? new DomainError(fault.code, fault.facts) : fault;
}
