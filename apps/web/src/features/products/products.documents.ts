import { graphql } from '@dossier/client';

export const ProductsDocument = graphql(`
  query Products($filter: ProductFilter, $sort: ProductSort, $order: SortOrder, $first: Int, $after: String) {
    products(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id version code name unitPrice category { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ProductCountDocument = graphql(`
  query ProductCount($filter: ProductFilter) { products(filter: $filter, first: 1) { totalCount totalIsExact } }
`);

export const CategoriesDocument = graphql(`
  query ProductCategories { categories { id name } }
`);
