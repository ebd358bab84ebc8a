import { Injectable } from '@nestjs/common';
import type { BatchChange, ChunkResult, ImportContext, StagedRow } from '@dossier/kernel/exchange';
import { IdentitySource } from '@dossier/vocabulary/enums';
import { FactSource } from '@dossier/vocabulary/fact-enums';
import { Facts } from '../facts/facts';
import { Arrivals, type StandingSide } from '../merging/arrivals';
import { ContactWriter, type ContactsOf } from './contact.writer';
import { merged, type StoredCustomer } from './customer.merge';
import type { ParsedCustomer } from './customer.stage';

/** A row of a file, and the record that its key names: one side of a merge. */
export interface RowOfSide {
  row: StagedRow;
  stored: StoredCustomer;
  side: StandingSide;
  contacts: Omit<ContactsOf, 'customerId'>;
}

interface Given {
  kept: ReadonlySet<string>;
  teams: ReadonlyMap<string, string | null>;
  batchId: string | null;
}

/** Rows of a file that name a record by its key although it was merged: they land on the record that stands, for that side. */
@Injectable()
export class SideWriter {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly contacts: ContactWriter,
    private readonly facts: Facts,
  ) {}

  async write(context: ImportContext, rows: readonly RowOfSide[], given: Given): Promise<ChunkResult> {
    if (rows.length === 0) return { outcomes: [], changes: [] };
    const merges = rows.map((one) => ({ ...one, ...merged({ ...one.stored, ...one.side.own }, one.row.parsed as unknown as ParsedCustomer, given) }));
    const news = merges.map(({ stored, changed, next }) => ({ side: stored.id, values: Object.fromEntries(changed.map((column) => [column, next[column]])) }));
    const landed = await this.arrivals.take(news.filter(({ values }) => Object.keys(values).length > 0));
    const added = await this.contactsOf(rows);
    await this.facts.observeAll(context.viewer, merges.map(({ stored, side, changed, next }) => ({
      source: FactSource.IMPORT, origin: context.source, batchId: given.batchId, customerId: side.root, sideId: stored.id === side.root ? null : stored.id,
      fields: Object.fromEntries(changed.filter((column) => column !== 'custom').map((column) => [column, next[column]])),
    })));
    const touched = new Set([...landed.keys(), ...added.keys()]);
    const changes = [...touched].map((root): BatchChange => ({
      subject: 'customer', targetId: root, action: 'UPDATE', version: landed.get(root)?.version ?? rows.find(({ side }) => side.root === root)!.stored.version,
      before: { set: landed.get(root)?.before ?? {}, addedIdentities: added.get(root) ?? [] },
    }));
    return { outcomes: rows.map(({ row, side }) => ({ rowNo: row.rowNo, outcome: touched.has(side.root) ? 'UPDATED' as const : 'SKIPPED' as const, targetId: side.root })), changes };
  }

  /** One row after the other: two sides of one record may bring the same number. */
  private async contactsOf(rows: readonly RowOfSide[]): Promise<Map<string, string[]>> {
    const added = new Map<string, string[]>();
    for (const { stored, side, contacts } of rows) {
      const made = await this.contacts.write([{ ...contacts, customerId: side.root, sideId: stored.id === side.root ? null : stored.id }], IdentitySource.IMPORT);
      const ids = made.get(side.root) ?? [];
      if (ids.length > 0) added.set(side.root, [...(added.get(side.root) ?? []), ...ids]);
    }
    return added;
  }
}
