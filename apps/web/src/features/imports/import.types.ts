import type { ResultOf } from '@graphql-typed-document-node/core';
import type { ImportDocument } from './imports.documents';

export type ImportRecord = NonNullable<ResultOf<typeof ImportDocument>['import']>;
export type ImportColumn = NonNullable<ImportRecord['columns']>[number];
export type ImportField = NonNullable<ImportRecord['fields']>[number];
export type ImportProblem = NonNullable<ImportRecord['problems']>[number];
export type ImportProblemRow = NonNullable<ImportRecord['problemRows']>['nodes'][number];

/** What a step may change; each key is sent only when it was touched. */
export interface Settings {
  encoding?: string; delimiter?: string; sheet?: string; headerRow?: number; dateOrder?: 'YMD' | 'DMY' | 'MDY'; mapping?: unknown;
  mode?: 'CREATE' | 'UPDATE' | 'BOTH'; key?: string | null; keepFields?: string[]; defaults?: unknown;
}

export type ImportKindName = 'customers' | 'products' | 'orders' | 'leads';
export interface Uploaded { id: string; state?: string; sameFileAs?: string | null }
