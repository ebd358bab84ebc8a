import type { ResultOf } from '@graphql-typed-document-node/core';
import type { HouseholdsDocument, HouseholdSuggestionsDocument } from './households.documents';
import type { RelationGraphDocument, RelationshipsDocument } from './relations.documents';

export type Relation = NonNullable<ResultOf<typeof RelationshipsDocument>['relationships']>['nodes'][number];
export type Graph = NonNullable<ResultOf<typeof RelationGraphDocument>['relationGraph']>;

/** Read from the first customer to the second: which stands first matters. */
export const KINDS = ['FAMILY', 'HOUSEHOLD', 'COLLEAGUE', 'EMPLOYEE_OF', 'REFERRER', 'FOLLOWER', 'GROUP', 'OTHER'] as const;
export const SOURCES = ['DECLARED', 'IMPORTED', 'OFFICIAL', 'OBSERVED'] as const;
export const BASES = ['CONSENT', 'CONTRACT', 'LEGITIMATE_INTEREST', 'PUBLIC'] as const;
const DIRECTED: ReadonlySet<string> = new Set(['EMPLOYEE_OF', 'REFERRER', 'FOLLOWER', 'OTHER']);

export const isDirected = (kind: string | null | undefined): boolean => DIRECTED.has(kind ?? '');

interface Named { name?: string | null; companyName?: string | null; archiveNo?: string | null; kind?: string | null }

/** How a customer is called on one line. */
export const calledOf = (customer: Named | null | undefined): string => (customer?.kind === 'COMPANY' ? (customer.companyName ?? customer.name) : (customer?.name ?? customer?.companyName)) ?? customer?.archiveNo ?? '';

export type Household = NonNullable<ResultOf<typeof HouseholdsDocument>['households']>[number];
export type Member = NonNullable<Household['members']>[number];
export type Suggestion = NonNullable<ResultOf<typeof HouseholdSuggestionsDocument>['householdSuggestions']>[number];

export const ROLES = ['HEAD', 'PARTNER', 'CHILD', 'OTHER'] as const;
export const HOUSEHOLD_REASONS = ['TOLD', 'FAMILY', 'ADDRESS', 'PHONE', 'NAME'] as const;
/** What is old after a household was written. */
export const HOUSEHOLD_REFRESHED = ['households', 'householdSuggestions', 'customerTimeline'];
