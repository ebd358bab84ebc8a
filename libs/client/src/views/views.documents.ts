import { graphql } from '../generated';

export const SavedViewsDocument = graphql(`
  query SavedViews($list: String!) { savedViews(list: $list) { id version name visibility state mine isDefault owner { id name } } }
`);

export const SaveViewDocument = graphql(`
  mutation SaveView($input: SavedViewInput!) { saveView(input: $input) { id version name visibility state mine isDefault } }
`);

export const DeleteViewDocument = graphql(`
  mutation DeleteView($id: ID!) { deleteView(id: $id) }
`);
