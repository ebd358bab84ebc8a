import type { CellMoney, ImportContext, RowProblem, RowValues } from '@dossier/kernel/exchange';
import { LeadStatus, type LeadAuthority, type LeadOrigin, type LeadStage, type LossReason } from '@dossier/vocabulary/lead-enums';
import { DETAILS } from './lead.fields';

/** What stands of the lead of a row in the stage. */
export interface ParsedLead {
  subject: string | null;
  need: string | null;
  origin: LeadOrigin | null;
  sourceId: string | null;
  productId: string | null;
  amount: number | null;
  budget: number | null;
  currency: string | null;
  authority: LeadAuthority | null;
  decideOn: string | null;
  stage: LeadStage | null;
  status: LeadStatus;
  reason: LossReason | null;
  lossNote: string | null;
  openedAt: string | null;
  stageSince: string | null;
  closedAt: string | null;
  ownerId: string | null;
  attributes: Readonly<Record<string, string | number | boolean>> | null;
  /** What the row says, by column: laid over the lead where its number stands already. */
  set: Readonly<Record<string, unknown>>;
}

type Said = Omit<ParsedLead, 'set'>;

const said = <T>(values: RowValues, name: string): T | null => (values[name] as T | undefined) ?? null;

/** The lead of a row; what it says of somebody stands apart. */
export function stageLead(values: RowValues, context: ImportContext): { lead: ParsedLead; problems: readonly RowProblem[] } {
  const amount = said<CellMoney>(values, 'amount');
  const budget = said<CellMoney>(values, 'budget');
  const told: Said = {
    subject: said(values, 'subject'), need: said(values, 'need'), origin: said(values, 'origin'), sourceId: said(values, 'source'), productId: said(values, 'product'),
    amount: amount?.minor ?? null, budget: budget?.minor ?? null, currency: amount?.currency ?? budget?.currency ?? null,
    authority: said(values, 'authority'), decideOn: said(values, 'decideOn'), stage: said(values, 'stage'), status: said<LeadStatus>(values, 'status') ?? LeadStatus.OPEN,
    reason: said(values, 'reason'), lossNote: said(values, 'lossNote'), openedAt: said(values, 'openedAt'), stageSince: said(values, 'stageSince'), closedAt: said(values, 'closedAt'),
    ownerId: said(values, 'owner'), attributes: said(values, 'detail'),
  };
  const lead: ParsedLead = { ...told, set: setOf(told) };
  return { lead, problems: [...inOrder(lead, context), ...named(lead)] };
}

/** What a file may change of a lead that stands: what it is about. Its steps, its owner and its times are no matter of a file. */
function setOf({ subject, need, sourceId, productId, amount, budget, currency, authority, decideOn, attributes }: Said): Record<string, unknown> {
  const columns = { subject, need, source_id: sourceId, product_id: productId, amount_minor: amount, budget_minor: budget, currency, authority, decide_on: decideOn, attributes };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
}

/** Nothing happens in days to come, and nothing ends before it began. */
function inOrder({ openedAt, stageSince, closedAt }: ParsedLead, { facts }: ImportContext): RowProblem[] {
  const until = `${facts.today}T99`;
  const times = [['openedAt', openedAt], ['stageSince', stageSince], ['closedAt', closedAt]] as const;
  return times.flatMap(([column, at]) => {
    if (at === null || (at <= until && (openedAt === null || at >= openedAt))) return [];
    return [{ code: 'DAY_OUT_OF_RANGE', column, value: at.slice(0, 10), facts: { from: column === 'openedAt' ? '1970-01-01' : (openedAt ?? '1970-01-01').slice(0, 10), to: facts.today } }];
  });
}

const named = ({ attributes }: ParsedLead): RowProblem[] =>
  Object.keys(attributes ?? {}).filter((name) => name.length > DETAILS.name).map((name) => ({ code: 'TEXT_TOO_LONG', column: name.slice(0, DETAILS.name), value: null, facts: { length: name.length, limit: DETAILS.name } }));
