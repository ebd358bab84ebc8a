import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { ExchangeRegistry, type ImportSpec } from '@dossier/kernel/exchange';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { BatchKind, ImportState } from '@dossier/vocabulary/enums';
import { BatchService } from '../batches/batch.service';
import { ImportContexts, parsedDefaults } from './import-contexts';
import { countOutcomes } from './import-counts';
import { Corrections } from './import-corrections';
import { asFileError, ImportFiles, readingOf } from './import-files';
import { requireWord, specFor } from './import-rights';
import { changesReading, checkedFields, checkedKey, checkedMapping, lookAt, proposedMapping, requireMapped } from './import-settings';
import { Import } from './import.entity';
import type { ConfigureImportInput } from './import.inputs';

const importList: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

/** States in which settings may change and a dry run may begin. */
const OPEN: readonly ImportState[] = [ImportState.UPLOADED, ImportState.CHECKED];

/** The verbs of an import between its upload and its report. */
@Injectable()
export class ImportService {
  constructor(
    @InjectRecords(Import) private readonly imports: Records<Import>,
    private readonly registry: ExchangeRegistry,
    private readonly contexts: ImportContexts,
    private readonly files: ImportFiles,
    private readonly corrections: Corrections,
    private readonly batches: BatchService,
    private readonly jobs: Jobs,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.imports.page(viewer, args, importList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.imports.read(viewer, id, asked);
  }

  /** Changes how the file is read and what is to be done with it; a dry run made before no longer counts. */
  async configure(viewer: Viewer, id: string, input: ConfigureImportInput): Promise<Import> {
    const row = await this.open(viewer, id, OPEN);
    const spec = specFor(viewer, this.registry.import(row.kind));
    const found = changesReading(input) ? await this.lookAgain(spec, row, input) : { storedColumns: row.storedColumns };
    const mapping = input.mapping ? checkedMapping(spec, found.storedColumns, input.mapping) : changesReading(input) ? proposedMapping(found.storedColumns) : row.mapping;
    const keptKey = row.key !== null && Object.values(mapping).includes(row.key) ? row.key : undefined;
    const key = checkedKey(spec, mapping, input.key === undefined ? keptKey : input.key);
    const defaults = input.defaults ?? row.defaults;
    const change: Partial<Import> = {
      ...found, mapping, key, defaults, mode: input.mode ?? row.mode, dateOrder: input.dateOrder === undefined ? row.dateOrder : input.dateOrder,
      keepFields: input.keepFields ? checkedFields(spec, input.keepFields) : row.keepFields, state: ImportState.UPLOADED,
    };
    const { context } = await this.contexts.of(viewer, { ...row, ...change, defaults: {} } as Import);
    parsedDefaults(spec, defaults, context.facts);
    return this.imports.save(viewer, row, change);
  }

  /** Begins the dry run of the whole file. */
  async check(viewer: Viewer, id: string): Promise<Import> {
    const row = await this.open(viewer, id, [...OPEN, ImportState.CHECKING]);
    if (row.state === ImportState.CHECKING) await this.requireDeadJob(row);
    requireMapped(this.registry.import(row.kind), row);
    return this.imports.save(viewer, row, { state: ImportState.CHECKING, jobId: await this.jobs.start('workspace.import-check', { importId: id }) });
  }

  /** Begins the commit of the rows that the dry run accepted; after a failure it goes on where it stood. */
  async commit(viewer: Viewer, id: string): Promise<Import> {
    const row = await this.open(viewer, id, [ImportState.CHECKED, ImportState.COMMITTING, ImportState.FAILED]);
    if (row.state !== ImportState.CHECKED) await this.requireDeadJob(row);
    const batchId = row.batchId ?? (await this.batches.open(viewer, BatchKind.IMPORT, row.fileName)).id;
    return this.imports.save(viewer, row, { state: ImportState.COMMITTING, batchId, jobId: await this.jobs.start('workspace.import-commit', { importId: id }) });
  }

  /** Stops an import: what was committed stays and can be reverted, the rest is left out. */
  async cancel(viewer: Viewer, id: string): Promise<Import> {
    const row = await this.open(viewer, id, [...OPEN, ImportState.CHECKING, ImportState.COMMITTING, ImportState.FAILED]);
    if (row.jobId !== null) await this.jobs.cancel(row.jobId);
    if (row.state !== ImportState.COMMITTING) return this.imports.save(viewer, row, { state: ImportState.CANCELLED });
    if (await this.isAlive(row)) return row;
    await countOutcomes(id, 'CANCELLED');
    if (row.batchId !== null) await this.batches.closeImport(row.batchId);
    return row;
  }

  /** Keeps new values for failed rows and tries the file again with them. */
  async correct(viewer: Viewer, id: string, rows: readonly { row: number; values: Record<string, unknown> }[], allOfKind: boolean): Promise<Import> {
    const row = await this.open(viewer, id, [ImportState.CHECKED]);
    if (rows.length === 0 || rows.length > 200) throw new DomainError('INVALID_INPUT', { field: 'rows', reason: '1-200' });
    await this.corrections.keep(row, rows, allOfKind);
    return this.imports.save(viewer, row, { state: ImportState.CHECKING, jobId: await this.jobs.start('workspace.import-check', { importId: id }) });
  }

  /** The whole row, for its owner, with the word of its kind. */
  async open(viewer: Viewer, id: string, states: readonly ImportState[]): Promise<Import> {
    const row = await this.imports.get(viewer, id);
    requireWord(viewer, this.registry.import(row.kind));
    if (!states.includes(row.state)) throw new DomainError('IMPORT_STATE', { state: row.state });
    return row;
  }

  private async requireDeadJob(row: Import): Promise<void> {
    if (await this.isAlive(row)) throw new DomainError('IMPORT_STATE', { state: row.state });
  }

  /** Is the job of this import still to run, or running? */
  private async isAlive(row: Import): Promise<boolean> {
    const [job] = await currentWork().query<{ state: string }>('select state from job where id = $1', [row.jobId]);
    return job !== undefined && ['QUEUED', 'RUNNING'].includes(job.state);
  }

  private async lookAgain(spec: ImportSpec, row: Import, input: ConfigureImportInput): Promise<Partial<Import> & Pick<Import, 'storedColumns'>> {
    const kept = readingOf(row);
    const chosen = { encoding: input.encoding ?? kept.encoding, delimiter: input.delimiter ?? kept.delimiter, ...(input.sheet ? { sheet: input.sheet } : { sheet: kept.sheet }), ...(input.headerRow ? { headerRow: input.headerRow } : {}) };
    try {
      const { shape, change } = await lookAt(this.files.open(row.id), spec, chosen);
      return { ...change, head: this.files.sealHead(row.id, shape) };
    } catch (fault) {
      throw asFileError(fault);
    }
  }
}
