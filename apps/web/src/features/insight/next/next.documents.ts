import { graphql, type AnswerOf } from '@dossier/client';

export const NextCategoriesDocument = graphql(`
  query NextCategories { categories { id name } }
`);

export const NextProductsDocument = graphql(`
  query NextProducts($filter: ProductFilter) { products(filter: $filter, sort: NAME, order: ASC, first: 30) { nodes { id code name } } }
`);

export const LikelyBuyersDocument = graphql(`
  query LikelyBuyers($categoryId: ID, $productId: ID, $size: Int!, $withControl: Boolean!, $forMarketing: Boolean!) {
    likelyBuyers(categoryId: $categoryId, productId: $productId, size: $size, withControl: $withControl, forMarketing: $forMarketing) {
      status category { id name } product { id name } candidates isExact size control expected expectedLow expectedHigh revenue asOf
      buyers { customerId propensity within90 share reasons customer { id archiveNo name companyName } }
    }
  }
`);

export const CreateLikelyBuyersDocument = graphql(`
  mutation CreateLikelyBuyers($input: LikelyBuyersInput!) { createLikelyBuyers(input: $input) { segmentId controlId contacted control } }
`);

export const UndoLikelyBuyersDocument = graphql(`
  mutation UndoLikelyBuyers($id: ID!) { archiveSegment(id: $id) { id } }
`);

export const NextModelDocument = graphql(`
  query NextModel($kind: ModelKind!) { model(kind: $kind) { kind health isFallback method published { id number cutoffOn card } } }
`);

export const RecommendationSlotsDocument = graphql(`
  query RecommendationSlots { recommendationSlots }
`);

export const RecommendationReportDocument = graphql(`
  query RecommendationReport($slot: String!, $days: Int!) {
    recommendationReport(slot: $slot, days: $days) { slot from to days arms { arm customers exposures buyers rate low high } uplift upliftLow upliftHigh found needed coverage gini }
  }
`);

export type Buyers = NonNullable<AnswerOf<typeof LikelyBuyersDocument>['likelyBuyers']>;
export type Report = NonNullable<AnswerOf<typeof RecommendationReportDocument>['recommendationReport']>;
