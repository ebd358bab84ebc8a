import type { ResultOf } from '@graphql-typed-document-node/core';
import type { CustomerDocument, CustomerHistoryDocument, CustomerOrdersDocument } from '../customers.documents';

export type CustomerRecord = NonNullable<ResultOf<typeof CustomerDocument>['customer']>;
export type CustomerIdentity = NonNullable<CustomerRecord['identities']>[number];
export type CustomerOrder = NonNullable<ResultOf<typeof CustomerOrdersDocument>['orders']>['nodes'][number];
export type CustomerOrderLine = NonNullable<CustomerOrder['lines']>[number];
export type Revision = NonNullable<ResultOf<typeof CustomerHistoryDocument>['customerHistory']>['nodes'][number];
