import type { ListSpec } from '@dossier/kernel/list';

/** Tags come whole, by name. */
export const tagList: ListSpec<never, 'NAME'> = {
  filter: {},
  sort: { NAME: { path: 'name', type: 'text' } },
  defaultSort: 'NAME',
};
