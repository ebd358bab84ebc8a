import { graphql } from '@dossier/client';

export const ExportsDocument = graphql(`
  query Exports($first: Int, $after: String) {
    exports(first: $first, after: $after) {
      nodes { id list format state rowCount expectedRows fields reason decision decidedBy { id name } expiresAt createdAt jobId url }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ExportRequestsDocument = graphql(`
  query ExportRequests($filter: ExportRequestFilter, $first: Int, $after: String) {
    exportRequests(filter: $filter, first: $first, after: $after) {
      nodes { id version list format state clear fields reason expectedRows rowCount createdAt decidedAt decision ownerId owner { id name } decidedBy { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const ApproveExportDocument = graphql(`
  mutation ApproveExport($id: ID!) { approveExport(id: $id) { id state } }
`);
export const DeclineExportDocument = graphql(`
  mutation DeclineExport($id: ID!, $reason: String!) { declineExport(id: $id, reason: $reason) { id state } }
`);
export const ExportLimitsDocument = graphql(`
  query ExportLimits { exportLimits { id version roleId role { id name } userId user { id name } rowsPerDay approvalAbove clearAbove opensPerHour revealsPerHour mark } }
`);
export const TracedExportsDocument = graphql(`
  query TracedExports($marks: [String!]!) { tracedExports(marks: $marks) { id mark isProven exportedBy onBehalfOf exportedAt list format rowCount clear reason } }
`);
export const LimitRolesDocument = graphql(`
  query LimitRoles { roles { id name } }
`);
export const SetExportLimitDocument = graphql(`
  mutation SetExportLimit($input: ExportLimitInput!) { setExportLimit(input: $input) { id version } }
`);
export const RemoveExportLimitDocument = graphql(`
  mutation RemoveExportLimit($id: ID!) { removeExportLimit(id: $id) }
`);
