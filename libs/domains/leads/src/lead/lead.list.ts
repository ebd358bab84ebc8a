import { between, number, oneOf, ref, sql, wordSearch, type ListSpec } from '@dossier/kernel/list';
import { searchPredicate } from '@dossier/kernel/search';
import { customerSql } from '@dossier/customers';
import { LeadSort } from '@dossier/vocabulary/lead-enums';
import type { LeadFilter } from './lead.inputs';

type Named<T> = Exclude<keyof T, 'and' | 'or' | 'not'>;

/** A lead is found by its own words, and by those of its record where the viewer reaches that. Each is found by an index of its own. */
const search = wordSearch(['subject', 'customerId', 'customer'], (typed, { alias, params, viewer }) => {
  const own = searchPredicate(typed, 's.search_grams', 's.search_text', params);
  if (!own) return 'true';
  const people = customerSql.found(viewer, typed, params);
  return `${alias}.id in (select s.id from lead s where ${own}${people ? ` union select s.id from lead s where s.customer_id in (${people})` : ''})`;
});

/** What the list of leads offers. */
export const leadList: ListSpec<Named<LeadFilter>, LeadSort> = {
  filter: {
    search, id: ref('id'), status: oneOf('status'), stage: oneOf('stage'), origin: oneOf('origin'), authority: oneOf('authority'), lossReason: oneOf('lossReason'),
    owner: ref('ownerId', { guards: ['ownerId', 'owner'] }), team: ref('teamId', { guards: ['teamId', 'team'] }), source: ref('sourceId', { guards: ['sourceId', 'source'] }),
    product: ref('productId', { guards: ['productId', 'productName'] }), customer: ref('customerId', { guards: ['customerId', 'customer'] }),
    openedOn: between('openedOn', { guards: ['openedOn', 'openedAt'] }), closedOn: between('closedOn', { guards: ['closedOn', 'closedAt'] }), nextOn: between('nextOn'),
    amount: number('amountMinor', { guards: ['amount'] }),
    isOverdue: sql<boolean>(['nextOn', 'responseDueAt', 'firstResponseAt', 'status'], (wanted, { alias, params, today }) =>
      `${wanted ? '' : 'not '}(${alias}.status = 'OPEN' and (coalesce(${alias}.next_on < ${params.add(today, 'date')}, false) or (${alias}.first_response_at is null and coalesce(${alias}.response_due_at < now(), false))))`),
    isUnanswered: sql<boolean>(['firstResponseAt', 'status'], (wanted, { alias }) => `${wanted ? '' : 'not '}(${alias}.status = 'OPEN' and ${alias}.first_response_at is null)`),
    hasOwner: sql<boolean>(['ownerId', 'owner'], (wanted, { alias }) => `${alias}.owner_id is ${wanted ? 'not ' : ''}null`),
    grade: oneOf('scoring.grade', { guards: ['grade'] }), score: number('scoring.score', { guards: ['score'] }),
    archived: sql<boolean>(['archivedAt'], (wanted, { alias }) => `${alias}.archived_at is ${wanted ? 'not ' : ''}null`),
  },
  sort: {
    OPENED_AT: { path: 'openedAt', type: 'timestamptz' },
    LAST_TOUCH_AT: { path: 'lastTouchAt', type: 'timestamptz' },
    STAGE_SINCE: { path: 'stageSince', type: 'timestamptz' },
    NEXT_ON: { path: 'nextOn', nullable: true, type: 'date' },
    AMOUNT: { path: 'amountMinor', guards: ['amount'], nullable: true, type: 'bigint' },
    SCORE: { path: 'scoring.score', guards: ['score'], nullable: true, type: 'smallint' },
  },
  joins: { scoring: { table: 'lead_score', on: 'lead_id', columns: { score: 'score', grade: 'grade' }, optional: true } },
  defaultSort: LeadSort.OPENED_AT,
  defaultOrder: 'DESC',
};
