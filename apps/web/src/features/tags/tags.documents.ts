import { graphql } from '@dossier/client';

export const TagsDocument = graphql(`
  query TagList { tags { id version name customerCount } }
`);
export const CreateTagDocument = graphql(`
  mutation CreateTag($name: String!) { createTag(name: $name) { id version name } }
`);
export const UpdateTagDocument = graphql(`
  mutation UpdateTag($id: ID!, $version: Int!, $name: String!) { updateTag(id: $id, version: $version, name: $name) { id version name } }
`);
export const ArchiveTagDocument = graphql(`
  mutation ArchiveTag($id: ID!) { archiveTag(id: $id) { id } }
`);
export const ChannelsDocument = graphql(`
  query ChannelList { channels { id version name kind } }
`);
export const CreateChannelDocument = graphql(`
  mutation CreateChannel($input: ChannelInput!) { createChannel(input: $input) { id version name kind } }
`);
export const UpdateChannelDocument = graphql(`
  mutation UpdateChannel($id: ID!, $version: Int!, $input: ChannelInput!) {
    updateChannel(id: $id, version: $version, input: $input) { id version name kind }
  }
`);
export const ArchiveChannelDocument = graphql(`
  mutation ArchiveChannel($id: ID!) { archiveChannel(id: $id) { id } }
`);
