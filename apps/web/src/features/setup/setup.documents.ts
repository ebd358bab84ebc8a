import { graphql } from '@dossier/client';

export const SetUpOwnerDocument = graphql(`
  mutation SetUpOwner($input: SetUpInput!) { setUpOwner(input: $input) { id } }
`);
