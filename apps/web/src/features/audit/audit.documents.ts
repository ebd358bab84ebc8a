import { graphql } from '@dossier/client';

export const AuditDocument = graphql(`
  query AuditEntries($filter: AuditFilter, $sort: AuditSort, $order: SortOrder, $first: Int, $after: String) {
    auditEntries(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id at actorName actorId action object objectId outcome reason code requestId ip device changeCount }
      pageInfo { hasNextPage endCursor }
      totalCount
      totalIsExact
    }
  }
`);

export const AuditEntryDocument = graphql(`
  query AuditEntryChanges($requestId: String) {
    auditEntries(filter: { requestId: $requestId }, first: 20) { nodes { id changes { table rowId operation fields before after } } }
  }
`);

export const AuditActorsDocument = graphql(`
  query AuditActors { users(first: 200) { nodes { id name } } }
`);

export const AlertsDocument = graphql(`
  query AuditAlerts($filter: AlertFilter, $first: Int, $after: String) {
    alerts(filter: $filter, first: $first, after: $after) {
      nodes { id kind facts at acknowledgedAt acknowledgedBy { name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const AcknowledgeDocument = graphql(`
  mutation AcknowledgeAlert($id: ID!) { acknowledgeAlert(id: $id) { id acknowledgedAt } }
`);

export const SealDocument = graphql(`
  query AuditSealState {
    auditSeal { sequence head sealedAt waiting lateSeconds isLate checkpointAt checkpointSequence isTrue keptSince }
  }
`);

export const ChecksDocument = graphql(`
  query AuditChecks { auditChecks(first: 5) { nodes { id state at jobId checked total millis fault sequence facts askedBy { name } } } }
`);

export const VerifyDocument = graphql(`
  mutation VerifyAudit { verifyAudit { id jobId state } }
`);

export const KeptDocument = graphql(`
  query AuditMonths { company { id version auditMonths } }
`);

export const KeepDocument = graphql(`
  mutation SetAuditMonths($input: CompanyInput!) { updateCompany(input: $input) { id version auditMonths } }
`);
