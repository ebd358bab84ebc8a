import { sql, type ListSpec } from '@dossier/kernel/list';

export const viewList: ListSpec<'list', 'NAME'> = {
  filter: { list: sql<string>([], (value, { alias, params }) => `${alias}.list = ${params.add(value)}`) },
  sort: { NAME: { path: 'name', type: 'text' } },
  defaultSort: 'NAME',
};
