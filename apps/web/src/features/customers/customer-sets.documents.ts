import { graphql, type VariablesOf } from '@dossier/client';

/** Verbs on a set of customers: chosen ones, or all that match a filter. */
export const BulkEditCustomersDocument = graphql(`
  mutation BulkEditCustomers($selection: CustomerSelection!, $change: BulkChange!) {
    bulkEditCustomers(selection: $selection, change: $change) { id state rowCount jobId }
  }
`);

export const ExportCustomersDocument = graphql(`
  mutation ExportCustomers($input: CustomerExportInput!) { exportCustomers(input: $input) { id state jobId url rowCount } }
`);

type BulkEdit = VariablesOf<typeof BulkEditCustomersDocument>;
export type BulkChange = BulkEdit['change'];
export type CustomerSelection = BulkEdit['selection'];
export type CustomerExportWish = VariablesOf<typeof ExportCustomersDocument>['input'];
