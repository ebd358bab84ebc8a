import { graphql } from './generated';

export const ChangesDocument = graphql(`
  subscription Changes($types: [String!]!) {
    changes(types: $types) { type id version operation fields }
  }
`);
