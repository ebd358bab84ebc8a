import { graphql } from '@dossier/client';

export const ImportsDocument = graphql(`
  query Imports($first: Int, $after: String) {
    imports(first: $first, after: $after) {
      nodes { id version kind fileName size state rowCount insertedCount updatedCount skippedCount failedCount canRevert batchId createdAt by { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ImportDocument = graphql(`
  query ImportRecord($id: ID!, $rows: Int) {
    import(id: $id) {
      id version kind fileName size state encoding delimiter sheet sheets headerRow dateOrder
      columns { index name sample field confidence }
      fields { name label required type key collects }
      preview mapping mode key keepFields defaults
      rowCount newCount changedCount sameCount failedCount insertedCount updatedCount skippedCount
      problems { code column count example message remedy rowNo }
      problemRows(first: $rows) { nodes { id row values problems { code column message remedy } } }
      sameFileAs jobId job { id state done total error } batchId canRevert createdAt by { id name }
    }
  }
`);

export const ImportWordsDocument = graphql(`
  query ImportWords { tags { id name } channels { id name } }
`);

export const ImportColleaguesDocument = graphql(`
  query ImportColleagues { users(sort: NAME, first: 200) { nodes { id name email } } }
`);

export const ConfigureImportDocument = graphql(`
  mutation ConfigureImport($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { id version state } }
`);
export const CheckImportDocument = graphql(`
  mutation CheckImport($id: ID!) { checkImport(id: $id) { id version state jobId } }
`);
export const CommitImportDocument = graphql(`
  mutation CommitImport($id: ID!) { commitImport(id: $id) { id version state jobId } }
`);
export const CancelImportDocument = graphql(`
  mutation CancelImport($id: ID!) { cancelImport(id: $id) { id version state } }
`);
export const CorrectImportRowsDocument = graphql(`
  mutation CorrectImportRows($id: ID!, $rows: [ImportRowInput!]!, $allOfKind: Boolean) {
    correctImportRows(id: $id, rows: $rows, allOfKind: $allOfKind) { id version state jobId }
  }
`);
export const RevertImportDocument = graphql(`
  mutation RevertImport($id: ID!) { revertBatch(id: $id) { id state jobId } }
`);
