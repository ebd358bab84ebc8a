import { graphql } from '@dossier/client';

export const UnmergeCustomerDocument = graphql(`
  mutation UnmergeCustomer($id: ID!) { unmergeCustomer(id: $id) { batchId mergeIds customer { id version } } }
`);

export const RemergeCustomerDocument = graphql(`
  mutation RemergeCustomer($id: ID!) { revertBatch(id: $id) { id state jobId } }
`);
