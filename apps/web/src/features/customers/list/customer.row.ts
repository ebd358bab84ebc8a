import type { ResultOf } from '@graphql-typed-document-node/core';
import type { CustomValue } from '@dossier/client';
import type { CustomersDocument } from '../customers.documents';
import type { CustomersWithScoresDocument } from './scores.documents';

type Scored = NonNullable<ResultOf<typeof CustomersWithScoresDocument>['customers']>['nodes'][number];

/** A row of the list; values of custom fields, completeness and scores stand in it where a column shows one. */
export type CustomerRow = NonNullable<ResultOf<typeof CustomersDocument>['customers']>['nodes'][number] & { readonly customValues?: readonly CustomValue[] | null; readonly completeness?: number | null } & Partial<Pick<Scored, 'value' | 'churn' | 'nextNeed' | 'cluster'>>;
