import { graphql } from '@dossier/client';

export const ExportsDocument = graphql(`
  query Exports($first: Int, $after: String) {
    exports(first: $first, after: $after) {
      nodes { id list format state rowCount fields reason expiresAt createdAt jobId url }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
