import { between, oneOf, ref, sql, type ListSpec } from '@dossier/kernel/list';
import type { CommunicationFilter } from './communication.inputs';

type Named<T> = Exclude<keyof T, 'and' | 'or' | 'not'>;

/** What the list of communications offers. */
export const communicationList: ListSpec<Named<CommunicationFilter>, 'AT' | 'NEXT_ON'> = {
  filter: {
    customer: ref('customerId'), author: ref('authorId', { guards: ['authorId', 'author'] }), kind: oneOf('kind'), outcome: oneOf('outcome'),
    nextState: oneOf('nextState'), nextOn: between('nextOn'), at: between('at', { instant: true }),
  },
  sort: { AT: { path: 'at', type: 'timestamptz' }, NEXT_ON: { path: 'nextOn', nullable: true, type: 'date' } },
  defaultSort: 'AT',
  defaultOrder: 'DESC',
};

/** `archived` brings the archived ones along. */
export const interviewTemplateList: ListSpec<'archived', 'TITLE'> = { filter: { archived: sql<boolean>(['archivedAt'], () => 'true') }, sort: { TITLE: { path: 'title', type: 'text' } }, defaultSort: 'TITLE' };
