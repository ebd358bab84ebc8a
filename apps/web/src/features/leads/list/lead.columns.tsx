import { Link } from '@tanstack/react-router';
import { useText, type Column } from '@dossier/ui';
import { Moment, useFormat } from '@dossier/client';
import type { ReactNode } from 'react';
import type { LeadRow } from '../lead.types';
import { NextMark, ResponseMark, ScoreMark, secondNameOf, StageMark, useLeadName, useNow } from '../LeadMarks';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';

export type ColumnKey = 'person' | 'subject' | 'stage' | 'score' | 'owner' | 'amount' | 'next' | 'lastTouch' | 'response' | 'source' | 'origin' | 'product' | 'touches' | 'openedAt';
export const DEFAULT_COLUMNS: readonly ColumnKey[] = ['person', 'subject', 'stage', 'score', 'response', 'next', 'lastTouch', 'amount', 'owner'];

/** Every column the list of leads can show, in its natural order. */
export function useLeadColumns(): Readonly<Record<ColumnKey, Column<LeadRow>>> {
  const t = useText(leadsText);
  const word = useText(leadWords);
  const format = useFormat();
  const now = useNow();
  const none = <span className="d-caption">{t('none')}</span>;
  const plain = (key: ColumnKey, draw: (row: LeadRow) => ReactNode, rest: Partial<Column<LeadRow>> = {}): Column<LeadRow> => ({ key, title: t(key), render: (row) => draw(row) ?? none, ...rest });
  return {
    person: plain('person', (row) => <PersonCell lead={row} />),
    subject: plain('subject', (row) => <SubjectCell lead={row} none={none} />),
    stage: plain('stage', (row) => <span className="lead-day"><StageMark lead={row} /></span>, { sort: 'STAGE_SINCE' }),
    score: plain('score', (row) => (row.grade || typeof row.score === 'number' ? <ScoreMark lead={row} /> : null), { sort: 'SCORE' }),
    response: plain('response', (row) => <ResponseMark lead={row} now={now} />),
    next: plain('next', (row) => <NextMark lead={row} short />, { sort: 'NEXT_ON' }),
    lastTouch: plain('lastTouch', (row) => row.lastTouchAt && <span className="lead-day"><Moment at={row.lastTouchAt} /></span>, { sort: 'LAST_TOUCH_AT' }),
    amount: plain('amount', (row) => row.amount && format.moneyShort(row.amount), { align: 'right', sort: 'AMOUNT' }),
    owner: plain('owner', (row) => row.owner?.name && <span className="lead-day">{row.owner.name}</span>),
    source: plain('source', (row) => row.source?.name),
    origin: plain('origin', (row) => row.origin && word(`LeadOrigin.${row.origin}`)),
    product: plain('product', (row) => row.productName),
    touches: plain('touches', (row) => format.number(row.touches ?? 1), { align: 'right' }),
    openedAt: plain('openedAt', (row) => row.openedAt && <Moment at={row.openedAt} />, { sort: 'OPENED_AT' }),
  };
}

function PersonCell({ lead }: { lead: LeadRow }) {
  const t = useText(leadsText);
  const name = useLeadName();
  const below = [secondNameOf(lead), lead.archivedAt ? t('archived') : null].filter(Boolean).join(' · ');
  return (
    <span className="d-two-lines lead-person">
      <Link className="d-name" to={`/leads/${lead.id}`}>{name(lead)}</Link>
      {below && <span className="d-caption">{below}</span>}
    </span>
  );
}

/** What is wanted, and of which product. */
function SubjectCell({ lead, none }: { lead: LeadRow; none: ReactNode }) {
  if (!lead.subject && !lead.productName) return none;
  return (
    <span className="d-two-lines lead-subject">
      <span>{lead.subject ?? lead.productName}</span>
      {lead.subject && lead.productName && <span className="d-caption">{lead.productName}</span>}
    </span>
  );
}

/** Which fields of a file a column carries; scores are no field of it. */
const FILE_FIELDS: Readonly<Record<ColumnKey, readonly string[]>> = {
  person: ['customerId'], subject: ['subject', 'need'], stage: ['stage', 'status', 'lossReason'], score: [], owner: ['owner', 'team'], amount: ['amount', 'budget'], next: ['nextOn'], lastTouch: ['lastTouchAt'],
  response: ['firstResponseAt'], source: ['source'], origin: ['origin'], product: ['product'], touches: ['touches'], openedAt: ['openedAt', 'closedAt'],
};

/** The columns of a file: those as seen, or all there are. */
export const exportFields = (columns: readonly ColumnKey[] | null): string[] => ['id', ...(columns ?? (Object.keys(FILE_FIELDS) as ColumnKey[])).flatMap((key) => FILE_FIELDS[key])];
