import { between, flag, has, number, oneOf, ref, sql, wordSearch, text, type FilterMeaning, type FilterSite, type ListSpec } from '@dossier/kernel/list';
import { searchPredicate } from '@dossier/kernel/search';
import { IdentityKind, type CustomerSort } from '@dossier/vocabulary/enums';
import { customFilter } from '../fields/custom.filter';
import { customSort } from '../fields/custom.sort';
import { offerableProduct } from '../packs/finance/offerable.filter';
import { forPurpose } from '../consent/consented';
import { hasInterest } from '../interests/interest.filter';
import { inSegments } from '../segments/segment.filter';
import { byCompleteness, completenessRange } from '../upkeep/completeness.filter';
import { churnFilters, churnJoin, churnSorts } from '../scores/churn.shelf';
import { clusterFilters, clusterJoin } from '../scores/cluster.shelf';
import { valueFilters, valueJoin, valueSorts } from '../scores/value.shelf';
import { needFilters, needJoin, needSorts } from '../scores/need.shelf';
import type { CustomerFilter } from './customer.inputs';

/** Every field that a hit of the search keys could give away. */
export const SEARCHED = ['name', 'nameLatin', 'companyName', 'archiveNo'] as const;

/** Whether a customer can be reached by one kind of contact. */
export const hasContact = (kind: IdentityKind, alias: string): string => `exists (select 1 from customer_identity i where i.customer_id = ${alias}.id and i.kind = '${kind}' and i.archived_at is null)`;
const hasIdentity = (kind: IdentityKind, field: string): FilterMeaning => sql<boolean>([field, 'identities'], (wanted, { alias }) => `${wanted ? '' : 'not '}${hasContact(kind, alias)}`);

/** A name is found by its pieces first, which the index knows, and then by the text itself. */
const name: FilterMeaning = {
  guards: ['name'],
  sql: (value: { contains?: string }, site: FilterSite) => {
    const said = text('name').sql(value as never, site);
    const grams = value.contains ? searchPredicate(value.contains, `${site.alias}.search_grams`, `${site.alias}.search_text`, site.params) : null;
    return grams ? `(${said} and ${grams})` : said;
  },
};

/** Fillers of a partly known birth date must not answer: no month without one, no year without one. */
const birthDate: FilterMeaning = {
  guards: ['birthDate', 'birthPrecision'],
  sql: (value: { month?: number; from?: string; to?: string; last?: number; next?: number }, site: FilterSite) => {
    const said = between('birthDate').sql(value as never, site);
    const ranged = value.from ?? value.to ?? value.last ?? value.next;
    const month = typeof value.month === 'number' ? ` and ${site.alias}.birth_precision <> 'YEAR'` : '';
    return `(${said}${month}${ranged === undefined ? '' : ` and ${site.alias}.birth_precision <> 'MONTH_DAY'`})`;
  },
};

const recency: FilterMeaning = {
  guards: ['lastOrderOn', 'recencyDays', 'summary'],
  sql: (value: { min?: number; max?: number; isEmpty?: boolean }, { column, params, today }: FilterSite) => {
    const parts = ['true'];
    const day = () => params.add(today, 'date');
    // Written on the column itself, so that its index answers.
    if (typeof value.min === 'number') parts.push(`${column('summary.lastOrderOn')} <= ${day()} - ${params.add(Math.ceil(value.min), 'int')}`);
    if (typeof value.max === 'number') parts.push(`${column('summary.lastOrderOn')} >= ${day()} - ${params.add(Math.floor(value.max), 'int')}`);
    if (typeof value.isEmpty === 'boolean') parts.push(`${column('summary.lastOrderOn')} is ${value.isEmpty ? '' : 'not '}null`);
    return `(${parts.join(' and ')})`;
  },
};

/** The category on which most was spent, by its own index: the first of those that the summary ranks. */
const topCategory: FilterMeaning = {
  guards: ['topCategories', 'summary'],
  sql: ({ in: wanted, notIn, isEmpty }: { in?: string[]; notIn?: string[]; isEmpty?: boolean }, { alias, params }: FilterSite) => {
    const first = `(s.top_category->0->>'id')`;
    const of = (says: string): string => `${alias}.id in (select s.customer_id from customer_summary s where ${first} ${says})`;
    const parts = ['true'];
    if (wanted) parts.push(of(`= any((${params.add(wanted, 'uuid[]')})::text[])`));
    if (notIn) parts.push(`not ${of(`= any((${params.add(notIn, 'uuid[]')})::text[])`)}`);
    if (typeof isEmpty === 'boolean') parts.push(`${isEmpty ? 'not ' : ''}${of('is not null')}`);
    return `(${parts.join(' and ')})`;
  },
};

const summed = (field: string): { guards: readonly string[] } => ({ guards: [field, 'summary'] });

/** What the customer list offers to filter and sort by, and what each means. */
export const customerList: ListSpec<Exclude<keyof CustomerFilter, 'and' | 'or' | 'not'>, CustomerSort> = {
  filter: {
    search: wordSearch(SEARCHED, (typed, { alias, params }) => searchPredicate(typed, `${alias}.search_grams`, `${alias}.search_text`, params) ?? 'true'),
    name, companyName: text('companyName'), archiveNo: text('archiveNo'), externalKey: text('externalKey'),
    kind: oneOf('kind'), stage: oneOf('stage'), gender: oneOf('gender'), occupation: oneOf('occupation'), country: oneOf('country'),
    region: text('region'), city: text('city'),
    owner: ref('ownerId', { guards: ['ownerId', 'owner'] }), team: ref('teamId', { guards: ['teamId', 'team'] }),
    source: ref('sourceId', { guards: ['sourceId', 'source'] }), tags: has('tagIds', { guards: ['tagIds', 'tags'] }),
    interests: hasInterest, segments: inSegments, birthDate, createdAt: between('createdAt', { instant: true }), updatedAt: between('updatedAt', { instant: true }),
    firstOrderOn: between('summary.firstOrderOn', summed('firstOrderOn')), lastOrderOn: between('summary.lastOrderOn', summed('lastOrderOn')),
    orderCount: number('summary.orderCount', summed('orderCount')), recencyDays: recency, netAmount: number('summary.netAmount', summed('netAmount')), topCategory,
    archived: sql<boolean>(['archivedAt'], (wanted, { alias }) => `(${alias}.archived_at is ${wanted ? 'not ' : ''}null and ${alias}.merged_into_id is null)`),
    hasPhone: hasIdentity(IdentityKind.PHONE, 'phone'), hasEmail: hasIdentity(IdentityKind.EMAIL, 'email'),
    demo: flag('demo'), forPurpose, custom: customFilter, offerableProductId: offerableProduct, completeness: completenessRange,
    ...needFilters, ...churnFilters, ...clusterFilters, ...valueFilters,
  },
  sort: {
    NAME: { path: 'nameKey', guards: ['name'], type: 'text' },
    CREATED_AT: { path: 'createdAt', type: 'timestamptz' },
    UPDATED_AT: { path: 'updatedAt', type: 'timestamptz' },
    LAST_ORDER_ON: { path: 'summary.lastOrderOn', guards: ['lastOrderOn', 'summary'], nullable: true, type: 'date' },
    NET_AMOUNT: { path: 'summary.netAmount', guards: ['netAmount', 'summary'], nullable: true, type: 'bigint' },
    ORDER_COUNT: { path: 'summary.orderCount', guards: ['orderCount', 'summary'], type: 'int' },
    ARCHIVE_NO: { path: 'archiveNo', type: 'text' },
    COMPLETENESS: byCompleteness,
    ...needSorts, ...churnSorts, ...valueSorts,
  },
  sortOf: customSort,
  joins: {
    summary: { table: 'customer_summary', on: 'customer_id', columns: { orderCount: 'order_count', netAmount: 'net_minor', firstOrderOn: 'first_order_on', lastOrderOn: 'last_order_on' } },
    completeness: { table: 'customer_completeness', on: 'customer_id', columns: { share: 'share' } },
    need: needJoin,
    churn: churnJoin,
    cluster: clusterJoin,
    value: valueJoin,
  },
  defaultSort: 'CREATED_AT' as CustomerSort,
  defaultOrder: 'DESC',
};
 