import { graphql } from '@dossier/client';

export const SubjectRequestsDocument = graphql(`
  query SubjectRequests($filter: SubjectRequestFilter, $first: Int) {
    subjectRequests(filter: $filter, sort: DUE_AT, order: ASC, first: $first) {
      nodes { id kind state clock receivedAt dueAt identityCheck identityCheckedAt note answer answeredAt answeredBy { id name } can customer { id name companyName archiveNo erasedAt can } }
      pageInfo { hasNextPage }
    }
  }
`);

export const CheckIdentityDocument = graphql(`
  mutation CheckRequestIdentity($id: ID!, $how: String!) { checkRequestIdentity(id: $id, how: $how) { id identityCheckedAt } }
`);

export const AnswerRequestDocument = graphql(`
  mutation AnswerSubjectRequest($id: ID!, $input: AnswerInput!) { answerSubjectRequest(id: $id, input: $input) { id state } }
`);

export const MakeSubjectFileDocument = graphql(`
  mutation MakeSubjectFile($requestId: ID!) { makeSubjectFile(requestId: $requestId) { id jsonUrl htmlUrl expiresAt } }
`);

export const EraseByRequestDocument = graphql(`
  mutation EraseByRequest($id: ID!, $input: EraseInput!, $requestId: ID) { eraseCustomer(id: $id, input: $input, requestId: $requestId) { id listNumber } }
`);

export const PurposesDocument = graphql(`
  query Purposes { purposes { id version code name nameEn legalBasis channels marketing can notices { id number text textEn createdAt } } }
`);

export const CreatePurposeDocument = graphql(`
  mutation CreatePurpose($input: NewPurposeInput!) { createPurpose(input: $input) { id code } }
`);

export const UpdatePurposeDocument = graphql(`
  mutation UpdatePurpose($id: ID!, $version: Int!, $input: PurposeInput!) { updatePurpose(id: $id, version: $version, input: $input) { id version } }
`);

export const ArchivePurposeDocument = graphql(`
  mutation ArchivePurpose($id: ID!) { archivePurpose(id: $id) { id } }
`);

export const PublishNoticeDocument = graphql(`
  mutation PublishNotice($purposeId: ID!, $input: NoticeInput!) { publishNotice(purposeId: $purposeId, input: $input) { id } }
`);

export const ErasuresDocument = graphql(`
  query Erasures($first: Int) { erasures(first: $first) { nodes { id customerId archiveNo erasedAt actorName reason listNumber listMark counts { table rows } } pageInfo { hasNextPage } } }
`);
