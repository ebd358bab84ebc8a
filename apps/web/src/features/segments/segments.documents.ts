import { graphql, type AnswerOf, type VariablesOf } from '@dossier/client';

export const SegmentsDocument = graphql(`
  query Segments($filter: SegmentFilter, $sort: SegmentSort, $order: SortOrder, $first: Int, $after: String) {
    segments(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id version name description kind visibility owner { id name } count { count isExact } freshAt state readable mine archivedAt can moves { day entered first left } }
      pageInfo { hasNextPage endCursor }
      totalCount totalIsExact
    }
  }
`);

export const SegmentDocument = graphql(`
  query SegmentPage($id: ID!) {
    segment(id: $id) {
      id version name description kind visibility owner { id name } definition count { count isExact } freshAt state readable mine archivedAt createdAt updatedAt can moves { day entered first left }
    }
  }
`);

export const SegmentMovesDocument = graphql(`
  query SegmentMoves($id: ID!, $within: DayFilter) { segmentMoves(id: $id, within: $within) { day entered first left } }
`);

/** The first members, as the list of customers shows them. */
export const SegmentMembersDocument = graphql(`
  query SegmentMembers($filter: CustomerFilter, $first: Int) {
    customers(filter: $filter, sort: LAST_ORDER_ON, order: DESC, first: $first) {
      nodes { id name companyName archiveNo city stage summary { lastOrderOn netAmount } }
    }
  }
`);

export const PreviewSegmentDocument = graphql(`
  query PreviewSegment($definition: SegmentDefinitionInput!) {
    previewSegment(definition: $definition) {
      count { count isExact }
      customers { id name companyName archiveNo city summary { lastOrderOn netAmount } }
      leaves { path count }
    }
  }
`);

/** All there are within reach, to tell what part of them a definition takes. */
export const EverybodyDocument = graphql(`
  query SegmentEverybody { customers(first: 1) { totalCount totalIsExact } }
`);

export const CreateSegmentDocument = graphql(`
  mutation CreateSegment($input: SegmentInput!) { createSegment(input: $input) { id version name } }
`);

export const UpdateSegmentDocument = graphql(`
  mutation UpdateSegment($id: ID!, $version: Int!, $input: SegmentChange!) {
    updateSegment(id: $id, version: $version, input: $input) { id version name description visibility definition }
  }
`);

export const ArchiveSegmentDocument = graphql(`
  mutation ArchiveSegment($id: ID!) { archiveSegment(id: $id) { id version name archivedAt } }
`);

export const RestoreSegmentDocument = graphql(`
  mutation RestoreSegment($id: ID!) { restoreSegment(id: $id) { id version name archivedAt } }
`);

export const RefreshSegmentDocument = graphql(`
  mutation RefreshSegment($id: ID!) { refreshSegment(id: $id) { id state } }
`);

export const CompareSegmentsDocument = graphql(`
  query CompareSegments($ids: [ID!]!) { compareSegments(ids: $ids) { ids count } }
`);

export const CombineSegmentsDocument = graphql(`
  mutation CombineSegments($input: CombineSegmentsInput!) { combineSegments(input: $input) { id version name } }
`);

/** Keeps a segment as a view of the customer list. */
export const SaveSegmentViewDocument = graphql(`
  mutation SaveSegmentView($input: SavedViewInput!) { saveView(input: $input) { id version name visibility } }
`);

export const SegmentCategoriesDocument = graphql(`
  query SegmentCategories { categories { id name } }
`);

/** Products that a definition names, wherever they stand in the list. */
export const NamedProductsDocument = graphql(`
  query NamedProducts($ids: [ID!]!, $first: Int) { products(filter: { id: { in: $ids } }, first: $first) { nodes { id code name } } }
`);

export const SegmentProductsDocument = graphql(`
  query SegmentProducts($search: String) { products(filter: { search: $search }, sort: NAME, first: 100) { nodes { id code name } } }
`);

export type SegmentRow = NonNullable<AnswerOf<typeof SegmentsDocument>['segments']>['nodes'][number];
export type Segment = NonNullable<AnswerOf<typeof SegmentDocument>['segment']>;
export type SegmentWish = VariablesOf<typeof CreateSegmentDocument>['input'];
export type SegmentChange = VariablesOf<typeof UpdateSegmentDocument>['input'];
export type DefinitionWish = VariablesOf<typeof PreviewSegmentDocument>['definition'];
export type CombineHow = VariablesOf<typeof CombineSegmentsDocument>['input']['how'];
export type Visibility = NonNullable<SegmentRow['visibility']>;
