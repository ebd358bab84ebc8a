import { Link } from '@tanstack/react-router';
import { StateDot, useText, type Column } from '@dossier/ui';
import { keyOfPart, partName, useCustomFields, useFieldWords, useFormat, useSeesCompleteness } from '@dossier/client';
import type { ReactNode } from 'react';
import { terms } from '../customers.words';
import { customersText } from '../customers.text';
import type { CustomerRow } from './customer.row';
import { isScoreColumn, SCORE_FIELDS, useScoreColumns, type ScoreKey } from './score.columns';

type OwnKey =
  | 'customer' | 'stage' | 'phone' | 'email' | 'lastOrder' | 'netAmount' | 'orderCount' | 'owner' | 'tags' | 'source' | 'place' | 'kind' | 'completeness' | 'archiveNo' | 'createdAt';

/** A column of every company, one of a published score, or one of a field that this one has added: `custom.size`. */
export type ColumnKey = OwnKey | ScoreKey | `custom.${string}`;
export const isCustomColumn = (key: string): key is `custom.${string}` => key.startsWith('custom.');

export const DEFAULT_COLUMNS: readonly ColumnKey[] = ['customer', 'stage', 'phone', 'lastOrder', 'netAmount', 'owner', 'tags'];

const EXPORT_FIELDS: Readonly<Record<OwnKey, readonly string[]>> = {
  customer: ['name', 'companyName'], stage: ['stage'], phone: ['phone'], email: ['email'], lastOrder: ['lastOrderOn'], netAmount: ['netAmount'],
  orderCount: ['orderCount'], owner: ['owner'], tags: ['tags'], source: ['source'], place: ['city', 'region'], kind: ['kind'], completeness: [], archiveNo: ['archiveNo'], createdAt: ['createdAt'],
};

/** Which fields a column carries when the list is exported as seen. */
export const exportFields = (key: ColumnKey): readonly string[] => (isCustomColumn(key) ? [key] : isScoreColumn(key) ? SCORE_FIELDS[key] : EXPORT_FIELDS[key]);

const TONES = { PROSPECT: 'plain', NEW: 'ok', ACTIVE: 'ok', DORMANT: 'warn', LOST: 'plain' } as const;
const SHOWN_TAGS = 2;

export const nameOf = (row: CustomerRow): string => row.name ?? row.companyName ?? row.archiveNo ?? '';

/** What sorts the list, as the server is asked: one of its own sorts, or a field of the company by its key. */
export const sortAs = (sort: string): { sort: string } | { sortField: string } => {
  const key = keyOfPart(sort);
  return key === null ? { sort } : { sortField: key };
};

/** Every column the list can show this reader, in its natural order. */
export function useCustomerColumns(): Readonly<Record<string, Column<CustomerRow>>> {
  const { completeness, ...own } = useOwnColumns();
  return { ...own, ...(useSeesCompleteness() && { completeness }), ...useScoreColumns(), ...useCustomColumns() };
}

/** A column for each field that the company has added; its title as words, for the picker. */
function useCustomColumns(): Readonly<Record<string, Column<CustomerRow>>> {
  const words = useFieldWords();
  const fields = useCustomFields();
  const none = <span className="d-caption">{useText(customersText)('none')}</span>;
  return Object.fromEntries(fields.map((field) => {
    const key = partName(field.key);
    const render = (row: CustomerRow): ReactNode => words.say(field, row.customValues?.find((value) => value.key === field.key)) ?? none;
    return [key, { key, title: words.label(field), render, ...(field.sortable && { sort: key }), align: field.type === 'NUMBER' || field.type === 'MONEY' ? 'right' as const : undefined }];
  }));
}

function useOwnColumns(): Readonly<Record<OwnKey, Column<CustomerRow>>> {
  const t = useText(customersText);
  const term = useText(terms);
  const format = useFormat();
  const none = <span className="d-caption">{t('none')}</span>;
  const plain = (key: OwnKey, draw: (row: CustomerRow) => ReactNode, rest: Partial<Column<CustomerRow>> = {}): Column<CustomerRow> =>
    ({ key, title: t(key), render: (row) => draw(row) ?? none, ...rest });
  return {
    customer: plain('customer', (row) => <CustomerCell row={row} />, { sort: 'NAME' }),
    stage: plain('stage', (row) => row.stage && <StateDot tone={TONES[row.stage]}>{term(`CustomerStage.${row.stage}`)}</StateDot>),
    phone: plain('phone', (row) => row.phone && <span className="customer-number">{row.phone}</span>),
    email: plain('email', (row) => row.email),
    lastOrder: plain('lastOrder', (row) => row.summary?.lastOrderOn && format.dayShort(row.summary.lastOrderOn), { align: 'right', sort: 'LAST_ORDER_ON' }),
    netAmount: plain('netAmount', (row) => row.summary?.netAmount && format.money(row.summary.netAmount), { align: 'right', sort: 'NET_AMOUNT' }),
    orderCount: plain('orderCount', (row) => format.number(row.summary?.orderCount ?? 0), { align: 'right', sort: 'ORDER_COUNT' }),
    owner: plain('owner', (row) => row.owner?.name),
    tags: plain('tags', (row) => <TagsCell row={row} none={none} />),
    source: plain('source', (row) => row.source?.name),
    place: plain('place', (row) => [row.city, row.region].filter(Boolean).join(' · ') || null),
    kind: plain('kind', (row) => row.kind && term(`CustomerKind.${row.kind}`)),
    completeness: plain('completeness', (row) => typeof row.completeness === 'number' && <span className="customer-number">{format.percent(row.completeness, 0)}</span>, { align: 'right', sort: 'COMPLETENESS' }),
    archiveNo: plain('archiveNo', (row) => row.archiveNo, { sort: 'ARCHIVE_NO' }),
    createdAt: plain('createdAt', (row) => format.dayShort(row.createdAt), { align: 'right', sort: 'CREATED_AT' }),
  };
}

/** What stands under the name: the company, or that it is a private person. */
export function useSecondLine(): (row: CustomerRow) => string {
  const t = useText(customersText);
  const term = useText(terms);
  return (row) => (row.companyName !== row.name ? row.companyName : null) ?? (row.kind === 'COMPANY' ? term('CustomerKind.COMPANY') : t('person'));
}

function CustomerCell({ row }: { row: CustomerRow }) {
  const t = useText(customersText);
  const second = useSecondLine();
  return (
    <span className="d-two-lines">
      <Link className="d-name" to={`/customers/${row.id}`}>{nameOf(row)}</Link>
      <span className="d-caption">{[second(row), row.archivedAt ? t('archived') : null].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function TagsCell({ row, none }: { row: CustomerRow; none: ReactNode }) {
  const t = useText(customersText);
  const tags = row.tags ?? [];
  if (tags.length === 0) return none;
  const shown = tags.slice(0, SHOWN_TAGS).map((tag) => tag.name).join(' · ');
  const rest = tags.length - SHOWN_TAGS;
  return <span>{shown}{rest > 0 && <span className="d-caption">{` ${t('moreTags', { count: rest })}`}</span>}</span>;
}
