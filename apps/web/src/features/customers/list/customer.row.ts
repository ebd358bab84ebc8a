import type { ResultOf } from '@graphql-typed-document-node/core';
import type { CustomersDocument } from '../customers.documents';
import type { CustomValue } from '../record/fields/useCustomFields';

/** A row of the list; values of custom fields and completeness stand in it where a column shows one. */
export type CustomerRow = NonNullable<ResultOf<typeof CustomersDocument>['customers']>['nodes'][number] & { readonly customValues?: readonly CustomValue[] | null; readonly completeness?: number | null };
