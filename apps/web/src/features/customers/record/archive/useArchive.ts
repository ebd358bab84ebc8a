import type { ResultOf } from '@graphql-typed-document-node/core';
import { keyOf, request } from '@dossier/client';
import { CommunicationsDocument, FeedbackDocument, NeedsDocument, TimelineDocument } from './archive.documents';
import { usePages } from './usePages';

export type Communication = NonNullable<ResultOf<typeof CommunicationsDocument>['communications']>['nodes'][number];
export type Need = NonNullable<ResultOf<typeof NeedsDocument>['customerNeeds']>['nodes'][number];
export type Feedback = NonNullable<ResultOf<typeof FeedbackDocument>['customerFeedback']>['nodes'][number];
export type Entry = NonNullable<ResultOf<typeof TimelineDocument>['customerTimeline']>['nodes'][number];
export type TimelineKind = NonNullable<Entry['kind']>;

const PAGE = 25;

export function useCommunications(customerId: string) {
  const variables = { filter: { customer: { in: [customerId] } }, first: PAGE };
  return usePages<Communication>(keyOf(CommunicationsDocument, variables), async (after, signal) => (await request(CommunicationsDocument, { ...variables, after }, signal)).communications);
}

export function useNeeds(customerId: string, kind: 'EXPLICIT' | 'LATENT') {
  const variables = { filter: { customer: { in: [customerId] }, kind: { in: [kind] } }, first: PAGE };
  return usePages<Need>(keyOf(NeedsDocument, variables), async (after, signal) => (await request(NeedsDocument, { ...variables, after }, signal)).customerNeeds);
}

export function useFeedback(customerId: string) {
  const variables = { filter: { customer: { in: [customerId] } }, first: PAGE };
  return usePages<Feedback>(keyOf(FeedbackDocument, variables), async (after, signal) => (await request(FeedbackDocument, { ...variables, after }, signal)).customerFeedback);
}

export function useTimeline(id: string, kinds: readonly TimelineKind[]) {
  const variables = { id, first: 50, ...(kinds.length > 0 ? { kinds: [...kinds] } : {}) };
  return usePages<Entry>(keyOf(TimelineDocument, variables), async (after, signal) => (await request(TimelineDocument, { ...variables, after }, signal)).customerTimeline);
}
