import { graphql } from '@dossier/client';

export const WhyCustomerDocument = graphql(`
  query WhyCustomer($id: ID!) {
    whyCan(type: "Customer", id: $id) { words { action allowed reasons { source name lentBy scope reaches until } } fields { name level } }
  }
`);

export const CustomersDocument = graphql(`
  query Customers($filter: CustomerFilter, $sort: CustomerSort, $sortField: String, $order: SortOrder, $first: Int, $after: String) {
    customers(filter: $filter, sort: $sort, sortField: $sortField, order: $order, first: $first, after: $after) {
      nodes {
        id version archiveNo name nameLatin companyName kind stage phone email region city archivedAt createdAt demo can
        owner { id name } source { id name } tags { id name }
        summary { orderCount netAmount lastOrderOn recencyDays }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** The total comes later than the page and says so. */
export const CustomerCountDocument = graphql(`
  query CustomerCount($filter: CustomerFilter) {
    customers(filter: $filter, first: 1) { totalCount totalIsExact }
  }
`);

export const CustomerDocument = graphql(`
  query CustomerRecord($id: ID!) {
    customer(id: $id) {
      id version archiveNo kind name familyName givenName nameLatin companyName gender birthDate birthPrecision birthCalendar birthLeapMonth age
      occupation occupationText country region city timeZone stage sourceId ownerId teamId tagIds phone email externalSource externalKey
      demo createdAt updatedAt archivedAt recordStatus can
      signOffs { id section signedAt signedName customerVersion changed }
      source { id name } owner { id name } team { id name } tags { id name }
      customValues { key value masked }
      identities { id kind label value primary verifiedAt shared source }
      summary {
        orderCount refundCount netAmount averageAmount firstOrderOn lastOrderOn recencyDays gapMedianDays currency
        topCategories { name share amount }
      }
      months { month amount orderCount }
      merges { id absorbedId absorbedNo batchId mergedAt mergedBy { id name } }
    }
  }
`);

export const CustomerOrdersDocument = graphql(`
  query CustomerOrders($customer: [ID!], $first: Int, $after: String) {
    orders(filter: { customer: { in: $customer } }, sort: ORDERED_AT, order: DESC, first: $first, after: $after) {
      nodes {
        id orderNo kind orderedAt amount lineCount refundsOrderNo
        lines { id lineNo productCode productName quantity unitPrice amount kind }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const CustomerHistoryDocument = graphql(`
  query CustomerHistory($id: ID!, $first: Int, $after: String) {
    customerHistory(id: $id, first: $first, after: $after) {
      nodes { id at operation table actor { id name } changes { field before after } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const PossibleDuplicatesDocument = graphql(`
  query PossibleDuplicates($input: DuplicateProbe!) {
    possibleDuplicates(input: $input) { reason customer { id name companyName archiveNo phone email stage owner { id name } } }
  }
`);

export const CreateCustomerDocument = graphql(`
  mutation CreateCustomer($input: CustomerInput!) { createCustomer(input: $input) { id version name archiveNo } }
`);

export const UpdateCustomerDocument = graphql(`
  mutation UpdateCustomer($id: ID!, $version: Int!, $input: CustomerInput!) {
    updateCustomer(id: $id, version: $version, input: $input) { id version }
  }
`);

export const ArchiveCustomerDocument = graphql(`
  mutation ArchiveCustomer($id: ID!) { archiveCustomer(id: $id) { id version archivedAt } }
`);

export const RestoreCustomerDocument = graphql(`
  mutation RestoreCustomer($id: ID!) { restoreCustomer(id: $id) { id version archivedAt } }
`);

export const AssignCustomerDocument = graphql(`
  mutation AssignCustomer($id: ID!, $ownerId: ID!) { assignCustomer(id: $id, ownerId: $ownerId) { id version owner { id name } } }
`);

export const AddIdentityDocument = graphql(`
  mutation AddIdentity($customerId: ID!, $input: IdentityInput!) {
    addIdentity(customerId: $customerId, input: $input) { id version identities { id } }
  }
`);

export const RemoveIdentityDocument = graphql(`
  mutation RemoveIdentity($id: ID!) { removeIdentity(id: $id) { id version } }
`);

export const MakeIdentityPrimaryDocument = graphql(`
  mutation MakeIdentityPrimary($id: ID!) { makeIdentityPrimary(id: $id) { id version } }
`);

export const VerifyIdentityDocument = graphql(`
  mutation VerifyIdentity($id: ID!, $verified: Boolean!) { verifyIdentity(id: $id, verified: $verified) { id version } }
`);

export const RevealIdentitiesDocument = graphql(`
  mutation RevealIdentities($customerId: ID!) { revealIdentities(customerId: $customerId) { id kind value } }
`);

export const BatchDocument = graphql(`
  query CustomerBatch($id: ID!) {
    operationBatch(id: $id) { id kind state title rowCount conflictCount canRevert jobId }
  }
`);

export const BatchJobDocument = graphql(`
  query CustomerBatchJob($id: ID!) { job(id: $id) { id state done total error } }
`);

export const RevertBatchDocument = graphql(`
  mutation RevertCustomerBatch($id: ID!) { revertBatch(id: $id) { id state jobId rowCount } }
`);
