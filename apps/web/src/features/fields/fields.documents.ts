import { graphql } from '@dossier/client';

export const AllCustomFieldsDocument = graphql(`
  query AllCustomFields {
    customFields(archived: true) {
      id version key name nameEn type options { value name nameEn } required least most pattern currency section sectionEn personal indexed sortable pack archivedAt valueCount can
    }
  }
`);

export const CreateCustomFieldDocument = graphql(`
  mutation CreateCustomField($input: CustomFieldInput!) { createCustomField(input: $input) { id version name nameEn } }
`);

export const UpdateCustomFieldDocument = graphql(`
  mutation UpdateCustomField($id: ID!, $version: Int!, $input: CustomFieldChange!) { updateCustomField(id: $id, version: $version, input: $input) { id version name nameEn } }
`);

export const ArchiveCustomFieldDocument = graphql(`
  mutation ArchiveCustomField($id: ID!) { archiveCustomField(id: $id) { id archivedAt } }
`);

export const RestoreCustomFieldDocument = graphql(`
  mutation RestoreCustomField($id: ID!) { restoreCustomField(id: $id) { id archivedAt } }
`);

export const ReorderCustomFieldsDocument = graphql(`
  mutation ReorderCustomFields($ids: [ID!]!) { reorderCustomFields(ids: $ids) { id place } }
`);
