import { oneOf, text, type ListSpec } from '@dossier/kernel/list';

export const channelList: ListSpec<'name' | 'kind', 'NAME'> = {
  filter: { name: text('name'), kind: oneOf('kind') },
  sort: { NAME: { path: 'name', type: 'text' } },
  defaultSort: 'NAME',
};
