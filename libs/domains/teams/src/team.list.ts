import type { ListSpec } from '@dossier/kernel/list';

/** The tree is small and comes whole: one order, no filter. */
export const teamList: ListSpec<never, 'NAME'> = {
  filter: {},
  sort: { NAME: { path: 'name', type: 'text' } },
  defaultSort: 'NAME',
};
