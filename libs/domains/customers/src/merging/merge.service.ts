import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, isId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { BatchKind } from '@dossier/vocabulary/enums';
import { MergeRule } from '@dossier/vocabulary/merge-enums';
import { BatchService } from '@dossier/workspace';
import { DuplicateService } from '../duplicates/duplicate.service';
import { Customer } from '../profile/customer.entity';
import { CustomerMerge } from './customer-merge.entity';
import type { FieldChoice } from './merge.facts';
import type { MergeInput } from './merge.inputs';
import { Merger } from './merger';

export interface Merged {
  customerId: string;
  batchId: string;
  mergeIds: string[];
}

/** Merges records of one customer and takes them apart again, within reach and as a batch that can be taken back. */
@Injectable()
export class MergeService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(CustomerMerge) private readonly merges: Records<CustomerMerge>,
    private readonly merger: Merger,
    private readonly batches: BatchService,
    private readonly duplicates: DuplicateService,
  ) {}

  /** The merges that stand behind a record, newest first. */
  async of(viewer: Viewer, customerId: string, asked: Selection): Promise<Raw[]> {
    const rows = await this.merger.idsOf(customerId);
    return this.merges.readAll(viewer, rows, asked);
  }

  /** Merges records into one of them. Each side must be within reach; whose value stands is said field by field, else by the usual rule. */
  async merge(viewer: Viewer, { survivorId, absorbedIds, choices = [] }: MergeInput): Promise<Merged> {
    const ids = [survivorId, ...absorbedIds];
    if (new Set(ids).size !== ids.length) throw new DomainError('INVALID_INPUT', { field: 'absorbedIds', reason: 'TWICE' });
    const rows = await this.customers.byIds(viewer, ids);
    if (rows.length !== ids.length) throw new DomainError('NOT_FOUND');
    for (const row of rows) this.customers.require(viewer, row, 'MERGE');
    if (new Set(rows.map(({ kind }) => kind)).size > 1) throw new DomainError('MERGE_KINDS');
    this.requireChoices(viewer, rows, { survivorId, choices });
    const batch = await this.batches.open(viewer, BatchKind.MERGE, titleOf(viewer, rows.find(({ id }) => id === survivorId)!.archiveNo));
    const made = await this.merger.join([{ survivor: survivorId, absorbed: absorbedIds, choices }], { batchId: batch.id, by: viewer.userId });
    await this.batches.record(batch.id, made.map(({ id }) => ({ subject: 'merge', targetId: id, action: 'INSERT', before: null, version: 1 })));
    await this.batches.close(batch.id);
    await this.duplicates.queue([survivorId]);
    this.note(survivorId, { absorbed: absorbedIds.length, mergeIds: made.map(({ id }) => id) });
    return { customerId: survivorId, batchId: batch.id, mergeIds: made.map(({ id }) => id) };
  }

  /** Takes one merge apart: all that belongs to the absorbed record goes back to it, also what came since. */
  async unmerge(viewer: Viewer, id: string): Promise<Merged> {
    const merge = await this.within(viewer, id);
    const batch = await this.batches.open(viewer, BatchKind.MERGE, titleOf(viewer, await this.merger.numberOf(merge.customerId), true));
    await this.merger.cut([id], viewer.userId);
    await this.batches.record(batch.id, [{ subject: 'merge', targetId: id, action: 'ARCHIVE', before: null, version: merge.version + 1 }]);
    await this.batches.close(batch.id);
    this.note(merge.customerId, { mergeIds: [id] });
    return { customerId: merge.customerId, batchId: batch.id, mergeIds: [id] };
  }

  /** The merge, with both its records locked and within reach of whoever may take it apart. */
  private async within(viewer: Viewer, id: string): Promise<{ customerId: string; version: number }> {
    const found = isId(id) ? await this.merger.find(id) : undefined;
    if (!found) throw new DomainError('NOT_FOUND');
    const rows = await this.customers.byIds(viewer, [found.customerId, found.absorbedId]);
    if (rows.length !== 2) throw new DomainError('NOT_FOUND');
    for (const row of rows) this.customers.require(viewer, row, 'UNMERGE');
    const locked = await this.merger.find(id);
    if (!locked || locked.undone || locked.customerId !== found.customerId) throw new DomainError('MERGE_UNDONE');
    return locked;
  }

  /** By hand a side of this merge is chosen, of a field that the viewer may see; and an owner as in an assignment. */
  private requireChoices(viewer: Viewer, rows: readonly Customer[], { survivorId, choices }: { survivorId: string; choices: readonly FieldChoice[] }): void {
    const survivor = rows.find(({ id }) => id === survivorId)!;
    for (const { field, rule, side } of choices) {
      if (rule === MergeRule.MANUAL && !rows.some(({ id }) => id === side)) throw new DomainError('NOT_FOUND');
      if (field === 'owner' && !(rule === MergeRule.MANUAL && side === survivorId)) this.customers.require(viewer, survivor, 'ASSIGN');
    }
  }

  private note(id: string, facts: Record<string, unknown>): void {
    const { note } = currentWork();
    Object.assign(note, { objectType: 'Customer', objectId: id, facts });
  }
}

const titleOf = (viewer: Viewer, archiveNo: string, apart = false): string =>
  viewer.language === 'zh' ? `${apart ? '拆分' : '合并'}客户 ${archiveNo}` : `${apart ? 'Take apart' : 'Merge'} ${archiveNo}`;

