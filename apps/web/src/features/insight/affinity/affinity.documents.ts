import { graphql, type AnswerOf, type VariablesOf } from '@dossier/client';

export const BasketRunsDocument = graphql(`
  query BasketRuns {
    basketRuns(first: 20) {
      nodes { id level fromOn toOn state jobId minSupport minConfidence significance method methodVersion orders baskets sampleShare items leastCount capped found chance redundant mirrored rules lack lackFound lackNeeded computedAt createdAt can team { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const BasketRulesDocument = graphql(`
  query BasketRules($filter: BasketRuleFilter, $sort: BasketRuleSort, $order: SortOrder, $first: Int, $after: String) {
    basketRules(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id runId leftIds rightId left { id name } right { id name } count leftCount rightCount support confidence lift liftLow liftHigh leverage q }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const BasketRuleCountDocument = graphql(`
  query BasketRuleCount($filter: BasketRuleFilter) { basketRules(filter: $filter) { totalCount totalIsExact } }
`);

export const StartBasketRunDocument = graphql(`
  mutation StartBasketRun($input: BasketRunInput!) { startBasketRun(input: $input) { id state jobId } }
`);

export const ArchiveBasketRunDocument = graphql(`
  mutation ArchiveBasketRun($id: ID!) { archiveBasketRun(id: $id) { id version } }
`);

export const RestoreBasketRunDocument = graphql(`
  mutation RestoreBasketRun($id: ID!) { restoreBasketRun(id: $id) { id version } }
`);

export const ExportBasketRulesDocument = graphql(`
  mutation ExportBasketRules($input: BasketRuleExportInput!) { exportBasketRules(input: $input) { id state jobId } }
`);

export const BasketTeamsDocument = graphql(`
  query BasketTeams { teams { id name } }
`);

export const RuleBuyersDocument = graphql(`
  query RuleBuyers($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count isExact } customers { id archiveNo name companyName } } }
`);

export const KeepRuleSegmentDocument = graphql(`
  mutation KeepRuleSegment($input: SegmentInput!) { createSegment(input: $input) { id name } }
`);

export const ArchiveRuleSegmentDocument = graphql(`
  mutation ArchiveRuleSegment($id: ID!) { archiveSegment(id: $id) { id } }
`);

export type BuyersWish = VariablesOf<typeof RuleBuyersDocument>['definition'];
export type BasketRun = NonNullable<AnswerOf<typeof BasketRunsDocument>['basketRuns']>['nodes'][number];
export type BasketRule = NonNullable<AnswerOf<typeof BasketRulesDocument>['basketRules']>['nodes'][number];
export type BasketRunWish = VariablesOf<typeof StartBasketRunDocument>['input'];
export type BasketExportWish = VariablesOf<typeof ExportBasketRulesDocument>['input'];
