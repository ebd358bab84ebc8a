import { graphql, type Document } from '@dossier/client';
import type { Filter, Order } from '@dossier/ui';

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

export interface ExportWish { filter: Filter; sort: string; order: Order; columns: string[]; format: 'CSV' | 'XLSX'; reason: string | null }

export const ExportOrdersDocument = `
  mutation ExportOrders($input: OrderExportInput!) { exportOrders(input: $input) { id state jobId url rowCount } }
` as unknown as Document<{ exportOrders: { id: string; jobId: string | null } | null }, { input: ExportWish }>;
