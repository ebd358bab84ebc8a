import { graphql } from '@dossier/client';

export const FormsDocument = graphql(`
  query Forms($filter: FormFilter, $sort: FormSort, $first: Int, $after: String) {
    forms(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes { id version kind name state path isChanged submissionCount lastSubmissionAt createdAt source { id name } owner { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const FormDocument = graphql(`
  query Form($id: ID!) {
    form(id: $id) { id version kind name state path publishedNo isChanged draft sourceId frameOrigins submissionCount owner { id name } can }
  }
`);
export const FormChoicesDocument = graphql(`
  query FormChoices { channels { id name } }
`);
export const FormProductsDocument = graphql(`
  query FormProducts($search: String) { products(filter: { search: $search }, sort: NAME, first: 50) { nodes { id code name } } }
`);
export const NamedFormProductDocument = graphql(`
  query NamedFormProduct($ids: [ID!]!) { products(filter: { id: { in: $ids } }, first: 1) { nodes { id code name } } }
`);
export const FormPurposesDocument = graphql(`
  query FormPurposes { purposes { id name nameEn legalBasis } }
`);
export const CreateFormDocument = graphql(`
  mutation CreateForm($kind: FormKind!, $input: FormInput!) { createForm(kind: $kind, input: $input) { id version } }
`);
export const UpdateFormDocument = graphql(`
  mutation UpdateForm($id: ID!, $version: Int!, $input: FormInput!) { updateForm(id: $id, version: $version, input: $input) { id version } }
`);
export const SetFormFramesDocument = graphql(`
  mutation SetFormFrames($id: ID!, $version: Int!, $origins: [String!]!) { setFormFrames(id: $id, version: $version, origins: $origins) { id version frameOrigins } }
`);
export const PublishFormDocument = graphql(`
  mutation PublishForm($id: ID!) { publishForm(id: $id) { id version state publishedNo isChanged } }
`);
export const CloseFormDocument = graphql(`
  mutation CloseForm($id: ID!) { closeForm(id: $id) { id version state } }
`);
export const ArchiveFormDocument = graphql(`
  mutation ArchiveForm($id: ID!) { archiveForm(id: $id) { id version } }
`);
export const RestoreFormDocument = graphql(`
  mutation RestoreForm($id: ID!) { restoreForm(id: $id) { id version } }
`);
export const SubmissionsDocument = graphql(`
  query Submissions($filter: SubmissionFilter, $first: Int, $after: String) {
    submissions(filter: $filter, first: $first, after: $after) {
      nodes { id version origin state formId formName customerId code field createdAt settledAt expiresAt source { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const SubmissionAnswersDocument = graphql(`
  query SubmissionAnswers($id: ID!) { submissionAnswers(id: $id) { question field label value } }
`);
export const RetrySubmissionDocument = graphql(`
  mutation RetrySubmission($id: ID!) { retrySubmission(id: $id) { id state } }
`);
export const FormResultsDocument = graphql(`
  query FormResults($id: ID!) { formResults(id: $id) { key kind label count mean shares { key label count } } }
`);
