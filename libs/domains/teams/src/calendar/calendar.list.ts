import { between, ref, type ListSpec } from '@dossier/kernel/list';
import type { LeaveFilter } from './calendar.inputs';

/** Calendars are few and come whole, the oldest first: that of the company. */
export const calendarList: ListSpec<never, 'CREATED_AT'> = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT' };

/** What the list of leaves offers, the latest first. */
export const leaveList: ListSpec<keyof LeaveFilter, 'FROM_ON'> = {
  filter: { person: ref('personId', { guards: ['personId', 'person'] }), fromOn: between('fromOn'), toOn: between('toOn') },
  sort: { FROM_ON: { path: 'fromOn', type: 'date' } },
  defaultSort: 'FROM_ON',
  defaultOrder: 'DESC',
};
