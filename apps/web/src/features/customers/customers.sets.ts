import type { Document } from '@dossier/client';
import type { Filter, Order } from '@dossier/ui';

/** Verbs on a set of customers: chosen ones, or all that match a filter. */
export interface BulkChange { ownerId?: string; addTagIds?: string[]; removeTagIds?: string[]; stage?: string; sourceId?: string; archive?: boolean }
export type CustomerSelection = { ids: string[] } | { filter: Filter; all: true };
interface Batch { id: string; state: string | null; rowCount: number | null; jobId: string | null }

export const BulkEditCustomersDocument = `
  mutation BulkEditCustomers($selection: CustomerSelection!, $change: BulkChange!) {
    bulkEditCustomers(selection: $selection, change: $change) { id state rowCount jobId }
  }
` as unknown as Document<{ bulkEditCustomers: Batch | null }, { selection: CustomerSelection; change: BulkChange }>;

export interface ExportWish { filter: Filter; sort: string; order: Order; columns: string[]; format: 'CSV' | 'XLSX'; clear: boolean; reason: string | null }
interface Started { id: string; state: string | null; jobId: string | null; url: string | null }

export const ExportCustomersDocument = `
  mutation ExportCustomers($input: CustomerExportInput!) { exportCustomers(input: $input) { id state jobId url rowCount } }
` as unknown as Document<{ exportCustomers: Started | null }, { input: ExportWish }>;
