import { graphql, type VariablesOf } from '@dossier/client';

export const OrdersDocument = graphql(`
  query Orders($filter: OrderFilter, $sort: OrderSort, $order: SortOrder, $first: Int, $after: String) {
    orders(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id version orderNo kind orderedAt amount lineCount refundsOrderNo customerId customer { id name archiveNo } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const OrderCountDocument = graphql(`
  query OrderCount($filter: OrderFilter) { orders(filter: $filter, first: 1) { totalCount totalIsExact } }
`);

export const OrderDocument = graphql(`
  query OrderRecord($id: ID!) {
    order(id: $id) {
      id version orderNo kind orderedAt amount lineCount currency refundsOrderNo customerId customer { id name archiveNo }
      lines { id lineNo productId productCode productName quantity unitPrice amount kind }
    }
  }
`);

export const ExportOrdersDocument = graphql(`
  mutation ExportOrders($input: OrderExportInput!) { exportOrders(input: $input) { id state jobId url rowCount } }
`);

export type OrderExportWish = VariablesOf<typeof ExportOrdersDocument>['input'];
