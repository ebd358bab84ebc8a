import type { ResultOf } from '@graphql-typed-document-node/core';
import type { CustomerFinanceDocument, FinanceFactsDocument } from './finance.documents';

export type Standing = NonNullable<ResultOf<typeof CustomerFinanceDocument>['customerFinance']>;
export type FinanceFacts = NonNullable<ResultOf<typeof FinanceFactsDocument>['customer']>;
export type Assessment = NonNullable<FinanceFacts['riskAssessments']>[number];
export type HoldingRow = NonNullable<FinanceFacts['holdings']>[number];
export type CreditFactRow = NonNullable<FinanceFacts['creditFacts']>[number];
export type Watch = NonNullable<FinanceFacts['creditWatches']>[number];
export type AdviceRow = NonNullable<FinanceFacts['advices']>[number];

/** Root fields that show anything of a customer's finances. */
export const SHOWN = ['customer', 'customerFinance', 'productCheck', 'products', 'customers', 'packKpis'];
