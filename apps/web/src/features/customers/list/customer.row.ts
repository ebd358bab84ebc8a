import type { ResultOf } from '@graphql-typed-document-node/core';
import type { CustomersDocument } from '../customers.documents';

export type CustomerRow = NonNullable<ResultOf<typeof CustomersDocument>['customers']>['nodes'][number];
