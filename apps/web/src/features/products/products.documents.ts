import { graphql } from '@dossier/client';

export const ProductsDocument = graphql(`
  query Products($filter: ProductFilter, $sort: ProductSort, $order: SortOrder, $first: Int, $after: String) {
    products(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id version code name unitPrice kind riskLevel minAmount isAvailable brand can category { id name } }
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

/** Which packs are applied: finance tells products apart by kind and risk. */
export const ProductPacksDocument = graphql(`
  query ProductPacks { appliedPacks { id code } }
`);

export const UpdateProductDocument = graphql(`
  mutation UpdateProduct($id: ID!, $version: Int!, $input: ProductInput!) { updateProduct(id: $id, version: $version, input: $input) { id version } }
`);

export const ClassifyProductDocument = graphql(`
  mutation ClassifyProduct($id: ID!, $version: Int!, $input: ProductClassInput!) { classifyProduct(id: $id, version: $version, input: $input) { id version } }
`);
