import { graphql, type VariablesOf } from '@dossier/client';

export const ExportLeadsDocument = graphql(`
  mutation ExportLeads($input: LeadExportInput!) { exportLeads(input: $input) { id state jobId url rowCount } }
`);

export type LeadExportWish = VariablesOf<typeof ExportLeadsDocument>['input'];
