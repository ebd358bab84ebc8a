import { between, oneOf, ref, sql, text, type FilterMeaning, type ListSpec } from '@dossier/kernel/list';
import type { AuditFilter, AuditSort } from './audit-entry.inputs';

const exactly = (field: string, column: string): FilterMeaning => sql<string>([field], (value, { alias, params }) => `${alias}.${column} = ${params.add(value.trim())}`);

export const auditEntryList: ListSpec<Exclude<keyof AuditFilter, 'and' | 'or' | 'not'>, keyof typeof AuditSort> = {
  filter: {
    actor: ref('actorId'),
    action: oneOf('action'),
    object: oneOf('object'),
    outcome: oneOf('outcome'),
    at: between('at', { instant: true }),
    ip: text('ip'),
    objectId: exactly('objectId', 'object_id'),
    requestId: exactly('requestId', 'request_id'),
  },
  sort: { AT: { path: 'at', type: 'timestamptz' } },
  defaultSort: 'AT',
  defaultOrder: 'DESC',
};
