import { graphql } from '@dossier/client';

export const OpenPoolsDocument = graphql(`
  query OpenPools { leadPools { id name leadCount lockDays hidden limits { today total views } } }
`);
export const PoolLeadsDocument = graphql(`
  query PoolLeads($poolId: ID!, $first: Int, $after: String, $sort: PoolLeadSort, $order: SortOrder) {
    poolLeads(poolId: $poolId, first: $first, after: $after, sort: $sort, order: $order) {
      nodes { id name subject city region sourceName origin productName grade score amount stage openedAt touches }
      pageInfo { hasNextPage endCursor } totalCount totalIsExact
    }
  }
`);
export const PoolLeadDocument = graphql(`
  query PoolLeadOf($id: ID!) { poolLead(id: $id) { id name subject need city region sourceName origin productName grade score amount budget authority decideOn openedAt lastTouchAt touches } }
`);
export const ClaimLeadsDocument = graphql(`
  mutation ClaimLeads($ids: [ID!]!) { claimLeads(ids: $ids) { ids freeUntil } }
`);
export const GiveBackDocument = graphql(`
  mutation GiveBackLeads($ids: [ID!]!, $poolId: ID!) { releaseLeads(ids: $ids, poolId: $poolId, reason: CLAIMED_BY_MISTAKE) }
`);
