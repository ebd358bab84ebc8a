import { sql, type ListSpec } from '@dossier/kernel/list';
import type { ClientFilter, ClientSort } from './client.inputs';

export const clientList: ListSpec<keyof ClientFilter, keyof typeof ClientSort> = {
  filter: {
    search: sql<string>(['name'], (value, { alias, params }) => `${alias}.name ilike ${params.add(`%${value.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`)}`),
    archived: sql<boolean>([], (value, { alias }) => `${alias}.archived_at is ${value ? 'not ' : ''}null`),
  },
  sort: { NAME: { path: 'name', type: 'text' }, CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};
