import { Injectable } from '@nestjs/common';
import { DomainError } from '../errors';
import type { ExportSpec } from './export-spec';
import type { BatchSubject, ImportSpec } from './import-spec';

/** Where domains hand in what can be imported, exported and reverted; a domain's provider calls `add` in its `onModuleInit`. */
@Injectable()
export class ExchangeRegistry {
  private readonly imports = new Map<string, ImportSpec>();
  private readonly exports = new Map<string, ExportSpec>();
  private readonly subjects = new Map<string, BatchSubject>();

  /** Makes a kind of file importable. */
  addImport(spec: ImportSpec): void {
    this.imports.set(spec.kind, spec);
  }

  /** Makes a list exportable. */
  addExport(spec: ExportSpec): void {
    this.exports.set(spec.list, spec);
  }

  /** Makes batches over a kind of row revertible. */
  addSubject(subject: BatchSubject): void {
    this.subjects.set(subject.subject, subject);
  }

  /** The spec of a kind, or UNKNOWN_NAME. */
  import(kind: string): ImportSpec {
    return this.imports.get(kind) ?? unknown('Import', kind);
  }

  /** The spec of a list, or UNKNOWN_NAME. */
  export(list: string): ExportSpec {
    return this.exports.get(list) ?? unknown('Export', list);
  }

  /** Who can revert changes of this subject, or UNKNOWN_NAME. */
  subject(name: string): BatchSubject {
    return this.subjects.get(name) ?? unknown('Batch', name);
  }

  /** Every importable kind. */
  kinds(): readonly ImportSpec[] {
    return [...this.imports.values()];
  }
}

function unknown(type: string, name: string): never {
  throw new DomainError('UNKNOWN_NAME', { type, name });
}
