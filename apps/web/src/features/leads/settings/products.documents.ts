import { graphql } from '@dossier/client';

export const ChosenProductsDocument = graphql(`
  query ChosenProducts($ids: [ID!]!, $first: Int) { products(filter: { id: { in: $ids } }, first: $first) { nodes { id code name } } }
`);
export const ProductsLikeDocument = graphql(`
  query ProductsLike($search: String) { products(filter: { search: $search }, sort: NAME, first: 20) { nodes { id code name } } }
`);
