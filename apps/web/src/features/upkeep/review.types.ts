import type { ResultOf } from '@graphql-typed-document-node/core';
import type { ReviewItemsDocument } from './upkeep.documents';

export type Review = NonNullable<ResultOf<typeof ReviewItemsDocument>['reviewItems']>['nodes'][number];
export type ReviewedCustomer = NonNullable<Review['customer']>;
