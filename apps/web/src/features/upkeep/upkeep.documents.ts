import { graphql } from '@dossier/client';

export const ReviewItemsDocument = graphql(`
  query ReviewItems($filter: ReviewItemFilter, $first: Int, $after: String) {
    reviewItems(filter: $filter, first: $first, after: $after) {
      nodes {
        id version section dueOn overdueDays policyName risk state verdict
        customer {
          id version archiveNo kind name companyName gender birthDate birthPrecision occupation occupationText country region city stage phone email can
          owner { id name }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount totalIsExact
    }
  }
`);

export const ConfirmReviewDocument = graphql(`
  mutation ConfirmReview($id: ID!) { confirmReview(id: $id) { id version state verdict } }
`);

export const MarkReviewUnknownDocument = graphql(`
  mutation MarkReviewUnknown($id: ID!) { markReviewUnknown(id: $id) { id version state verdict } }
`);

export const CorrectReviewDocument = graphql(`
  mutation CorrectReview($id: ID!, $customerVersion: Int!, $input: CustomerInput!) {
    correctReview(id: $id, customerVersion: $customerVersion, input: $input) { id version state verdict }
  }
`);

export const UndoReviewDocument = graphql(`
  mutation UndoReview($id: ID!) { undoReview(id: $id) { id version state verdict } }
`);

export const UpkeepRulesDocument = graphql(`
  query UpkeepRules { reviewPolicies { id version name section months risk stages } }
`);

export const RetentionRulesDocument = graphql(`
  query RetentionRules {
    retentionPolicies { id version code purpose subject months action lastRunAt }
    retentionRuns { id code action ranAt records undone canUndo }
  }
`);

export const CreateReviewPolicyDocument = graphql(`
  mutation CreateReviewPolicy($input: ReviewPolicyInput!) { createReviewPolicy(input: $input) { id version name } }
`);

export const ArchiveReviewPolicyDocument = graphql(`
  mutation ArchiveReviewPolicy($id: ID!) { archiveReviewPolicy(id: $id) { id version } }
`);

export const CreateRetentionPolicyDocument = graphql(`
  mutation CreateRetentionPolicy($input: RetentionPolicyInput!) { createRetentionPolicy(input: $input) { id version code } }
`);

export const ArchiveRetentionPolicyDocument = graphql(`
  mutation ArchiveRetentionPolicy($id: ID!) { archiveRetentionPolicy(id: $id) { id version } }
`);

export const UndoRetentionRunDocument = graphql(`
  mutation UndoRetentionRun($id: ID!) { undoRetentionRun(id: $id) { id code undone canUndo } }
`);

export const QualityReportsDocument = graphql(`
  query QualityReports($first: Int) {
    qualityReports(first: $first) {
      nodes {
        id version month computedAt customers completeness staleShare
        accuracy { confirmed corrected unknown share }
        distribution { from customers }
        sections { section completeness customers }
        sources { id origin channel { id name } customers completeness reviewed accuracy }
        contacts { kind contacts verified bounced validity }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const MeasureQualityDocument = graphql(`
  mutation MeasureQuality { measureQuality }
`);
