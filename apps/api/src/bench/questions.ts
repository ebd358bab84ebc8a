import type pg from 'pg';
import { idOf } from './company';
import { LIST_FIELDS, RECORD } from './jobs';

/** What somebody asks for on a page, once with each set of variables. */
export interface Question {
  name: string;
  viewer: 'administrator' | 'manager';
  document: string;
  variables: readonly Readonly<Record<string, unknown>>[];
}

const PAGE = `query Page($filter: CustomerFilter, $sort: CustomerSort, $order: SortOrder) { customers(first: 50, filter: $filter, sort: $sort, order: $order) { nodes { ${LIST_FIELDS} } pageInfo { hasNextPage endCursor } } }`;
const COUNT = 'query Count($filter: CustomerFilter) { customers(first: 1, filter: $filter) { totalCount totalIsExact } }';
const FIGURES = 'query Figures { customerFigures { all { count isExact } bought { count isExact } fresh { count isExact } mine { count isExact } } }';
const tag = (at: number): string => idOf(`标签 ${at}`);

interface Known {
  id: string;
  name: string;
  nameLatin: string | null;
  archiveNo: string;
  tail: string | null;
}

/** Filters and sorts as people combine them; those that a narrow index answers, and those that none does. */
const LISTS: readonly [name: string, variables: Readonly<Record<string, unknown>>][] = [
  ['newest', { sort: 'CREATED_AT', order: 'DESC' }],
  ['by name', { sort: 'NAME', order: 'ASC' }],
  ['by amount', { sort: 'NET_AMOUNT', order: 'DESC' }],
  ['by last order', { sort: 'LAST_ORDER_ON', order: 'DESC' }],
  ['one stage by amount', { filter: { stage: { in: ['PROSPECT'] } }, sort: 'NET_AMOUNT', order: 'DESC' }],
  ['one tag, newest', { filter: { tags: { in: [tag(3)] } }, sort: 'CREATED_AT', order: 'DESC' }],
  ['rare tag by amount', { filter: { tags: { in: [tag(23)] } }, sort: 'NET_AMOUNT', order: 'DESC' }],
  ['tag and stage by name', { filter: { tags: { in: [tag(7)] }, stage: { in: ['DORMANT'] } }, sort: 'NAME', order: 'ASC' }],
  ['one owner by amount', { filter: { owner: { in: [idOf('user 华东 0 0')] } }, sort: 'NET_AMOUNT', order: 'DESC' }],
  ['bought lately, by name', { filter: { lastOrderOn: { from: '2026-11-01' } }, sort: 'NAME', order: 'ASC' }],
  ['many orders, newest', { filter: { orderCount: { min: 150 } }, sort: 'CREATED_AT', order: 'DESC' }],
  ['much spent, by last order', { filter: { netAmount: { min: 50_000_000 } }, sort: 'LAST_ORDER_ON', order: 'ASC' }],
  ['silent for two years, by amount', { filter: { recencyDays: { min: 730 } }, sort: 'NET_AMOUNT', order: 'DESC' }],
  ['one city by amount', { filter: { city: { contains: '杭州' } }, sort: 'NET_AMOUNT', order: 'DESC' }],
  ['women with e-mail by name', { filter: { gender: { in: ['FEMALE'] }, hasEmail: true }, sort: 'NAME', order: 'ASC' }],
  ['born in May, newest', { filter: { birthDate: { month: 5 } }, sort: 'CREATED_AT', order: 'DESC' }],
];

const COUNTS = [{}, { stage: { in: ['PROSPECT'] } }, { tags: { in: [tag(3)] } }, { lastOrderOn: { from: '2026-11-01' } }, { orderCount: { min: 150 } }, { city: { contains: '杭州' } }];

/** The questions of a generated company, with words that lead to somebody. */
export async function questionsOf(client: pg.Client): Promise<Question[]> {
  const { rows } = await client.query<Known>(
    `select c.id, c.name, c.name_latin as "nameLatin", c.archive_no as "archiveNo", (select i.phone_tail from customer_identity i where i.customer_id = c.id and i.kind = 'PHONE' limit 1) as tail
     from customer c join team t on t.id = c.team_id and t.name like '华东%' where c.archived_at is null and c.kind = 'PERSON' and c.name is not null order by md5(c.external_key) limit 60`);
  const words: readonly [name: string, words: readonly string[]][] = [
    ['whole name', rows.map(({ name }) => name)],
    ['two characters', rows.map(({ name }) => name.slice(0, 2))],
    ['a given name', rows.map(({ name }) => name.slice(1))],
    ['name in pinyin', rows.flatMap(({ nameLatin }) => nameLatin ?? [])],
    ['archive number', rows.map(({ archiveNo }) => archiveNo)],
    ['last digits of a phone', rows.flatMap(({ tail }) => tail ?? [])],
    ['a word that nobody bears', rows.map((_, at) => `查无此人${at}`)],
  ];
  const asked = (viewer: Question['viewer']): Question[] => [
    ...LISTS.map(([name, variables]): Question => ({ name: `list, ${name}`, viewer, document: PAGE, variables: [variables] })),
    ...words.map(([name, list]): Question => ({ name: `search, ${name}`, viewer, document: PAGE, variables: list.map((search) => ({ filter: { search } })) })),
    { name: 'counts of filters', viewer, document: COUNT, variables: COUNTS.map((filter) => ({ filter })) },
    { name: 'counts of searches', viewer, document: COUNT, variables: rows.map(({ name }) => ({ filter: { search: name.slice(0, 2) } })) },
    { name: 'figures above the list', viewer, document: FIGURES, variables: [{}] },
    { name: 'record', viewer, document: RECORD, variables: rows.map(({ id }) => ({ id })) },
  ];
  return [...asked('administrator'), ...asked('manager')];
}
