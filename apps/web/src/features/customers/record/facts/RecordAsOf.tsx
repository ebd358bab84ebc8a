import { Alert, Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { failure, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { EmptyState, Facts, Failed, Page, Section, useLanguage, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { fieldName } from '@dossier/vocabulary/field-names';
import type { CustomerRecord } from '../record.types';
import { useFieldReading } from '../useFieldReading';
import { RecordThenDocument } from './facts.documents';
import { factsText } from './facts.text';
import { codeName, typeName } from './type-names';
import './facts.css';

type Then = NonNullable<AnswerOf<typeof RecordThenDocument>['customerRecordAsOf']>;
type Part = NonNullable<Then['parts']>[number];
/** How many rows of a kind stand at first. */
const SHOWN = 20;
const INSTANT = /^\d{4}-\d\d-\d\dT/u;
const ORDER = ['kind', 'name', 'familyName', 'givenName', 'nameLatin', 'companyName', 'gender', 'birthDate', 'birthPrecision', 'birthCalendar', 'occupation', 'occupationText', 'country', 'region', 'city', 'stage', 'sourceId', 'ownerId', 'teamId', 'tagIds'];
const HIDDEN = new Set(['id', 'createdAt', 'archivedAt', 'customerId', 'productId']);
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The record as it was at an instant: to be read, with the way back. */
export function RecordAsOf({ customer, at }: { customer: CustomerRecord; at: string }) {
  const t = useText(factsText);
  const format = useFormat();
  const navigate = useNavigate();
  const ask = useAsk(RecordThenDocument, { id: customer.id, at });
  const then = ask.data?.customerRecordAsOf;
  const back = <Button type="primary" onClick={() => void navigate({ to: '.', search: {} as never })}>{t('back')}</Button>;
  const since = then?.exactSince;
  return (
    <Page title={customer.name ?? customer.companyName ?? customer.archiveNo ?? ''} help="customer-record" crumbs={[{ label: customer.archiveNo ?? '', to: `/customers/${customer.id}` }, { label: format.instant(at) }]}>
      <Alert type="warning" showIcon role="status" title={t('banner', { at: format.instant(at) })} action={back}
        description={[then && !then.whole ? t('cut') : '', since && at < since ? t('inexact', { since: format.instant(since) }) : ''].filter(Boolean).join(' ') || undefined} />
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && !then && <EmptyState title={t('notYet')} text={t('notYetText')} />}
      {then && <Fields then={then} />}
      {(then?.parts ?? []).filter((part) => (part.rows ?? []).length > 0).map((part) => <PartRows key={part.type} part={part} />)}
      {then && <p className="d-caption customer-digest">{t('digest')} SHA-256 {then.sha256}</p>}
    </Page>
  );
}

function Fields({ then }: { then: Then }) {
  const t = useText(factsText);
  const reading = useFieldReading();
  const place = (field: string): number => (ORDER.indexOf(field) < 0 ? ORDER.length : ORDER.indexOf(field));
  const said = Object.entries((then.customer ?? {}) as Record<string, unknown>).filter(([field, value]) => !isEmpty(value) && reading.fieldName(field) !== null).sort(([a], [b]) => place(a) - place(b));
  return <Section title={t('fields')}><Facts items={said.map(([field, value]) => ({ label: reading.fieldName(field), value: reading.valueName(field, value) }))} /></Section>;
}

/** The rows of one kind: lines that wrap, so that nothing has to be scrolled sideways. */
function PartRows({ part }: { part: Part }) {
  const t = useText(factsText);
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const rows = (part.rows ?? []) as Row[];
  return (
    <Section title={typeName(part.type ?? '', language)} note={t('rows', { count: rows.length })}>
      <ul className="d-rows">
        {rows.slice(0, all ? rows.length : SHOWN).map((row) => (
          <li key={String(row['id'])} className="customer-then-row"><Cells row={row} type={part.type ?? ''} /></li>
        ))}
      </ul>
      {!all && rows.length > SHOWN && <Button type="text" onClick={() => setAll(true)}>{t('allRows', { count: rows.length })}</Button>}
    </Section>
  );
}

type Row = Record<string, unknown>;
const isRows = (value: unknown): value is Row[] => Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null && 'id' in value[0];
/** Types of rows that hang on others, by the field that brings them. */
const HANGING: Readonly<Record<string, string>> = { lines: 'OrderLine' };

/** Field by field what a row said; rows that hang on it stand below, each on a line of its own. */
function Cells({ row, type }: { row: Row; type: string }) {
  const say = useCellReading(type);
  const told = Object.entries(row).filter(([field, value]) => !HIDDEN.has(field) && !isEmpty(value));
  return (
    <>
      {told.filter(([, value]) => !isRows(value)).map(([field, value]) => <span key={field}><span className="d-caption">{say.name(field)}</span> {say.value(field, value)}</span>)}
      {told.map(([field, value]) => isRows(value) && (
        <ul key={field} className="customer-then-hanging" aria-label={say.name(field)}>{value.map((one) => <li key={String(one['id'])} className="customer-then-row"><Cells row={one} type={HANGING[field] ?? field} /></li>)}</ul>
      ))}
    </>
  );
}

function useCellReading(type: string) {
  const language = useLanguage();
  const format = useFormat();
  const reading = useFieldReading();
  return {
    name: (field: string): string => reading.fieldName(field) ?? fieldName(field, language),
    value: (field: string, value: unknown): string => {
      if (typeof value === 'object' && value !== null && 'minor' in value) return format.money(value as never);
      if (typeof value === 'string' && INSTANT.test(value)) return format.instant(value);
      const code = typeof value === 'string' ? codeName({ type, field, value }, language) : null;
      if (code !== null) return code;
      return typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : reading.valueName(field, value, type);
    },
  };
}
