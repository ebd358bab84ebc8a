import { LeadStage } from '@dossier/vocabulary/lead-enums';
import type { Money } from '@dossier/client';
import type { LeadRow, Stage, StageColumn } from '../lead.types';

/** The stages of an open lead, in their order. */
export const STAGES: readonly Stage[] = Object.values(LeadStage);

/** The stage so many steps further, or none where the board ends. */
export const stageBeside = (stage: Stage, by: 1 | -1): Stage | null => STAGES[STAGES.indexOf(stage) + by] ?? null;

export const leadsIn = (columns: readonly StageColumn[], stage: Stage): readonly LeadRow[] => columns.find((column) => column.stage === stage)?.leads ?? [];

/** One amount more or less, in its own currency. */
function summed(sums: readonly Money[], amount: Money | null | undefined, sign: 1 | -1): Money[] {
  if (!amount) return [...sums];
  const others = sums.filter(({ currency }) => currency !== amount.currency);
  const minor = (sums.find(({ currency }) => currency === amount.currency)?.minor ?? 0) + sign * amount.minor;
  return minor === 0 ? others : [...others, { currency: amount.currency, minor }].sort((one, other) => one.currency.localeCompare(other.currency));
}

/** The board as it will stand after a move, shown before the server has answered. */
export function afterMove(columns: readonly StageColumn[], id: string, to: Stage): readonly StageColumn[] {
  const lead = columns.flatMap(({ leads }) => leads ?? []).find((candidate) => candidate.id === id);
  if (!lead || lead.stage === to) return columns;
  return columns.map((column) => {
    if (column.stage === lead.stage) return { ...column, count: (column.count ?? 1) - 1, amount: summed(column.amount ?? [], lead.amount, -1), leads: (column.leads ?? []).filter((other) => other.id !== id) };
    if (column.stage === to) return { ...column, count: (column.count ?? 0) + 1, amount: summed(column.amount ?? [], lead.amount, 1), leads: [{ ...lead, stage: to }, ...(column.leads ?? [])] };
    return column;
  });
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
export const isArrow = (key: string): key is Arrow => /^Arrow(?:Up|Down|Left|Right)$/u.test(key);

/** The slip that an arrow leads to: up and down in its column, sideways to the nearest column that holds one, at the same height or its last. */
export function slipBeside(columns: readonly StageColumn[], id: string, arrow: Arrow): string | null {
  const at = columns.findIndex(({ leads }) => leads?.some((lead) => lead.id === id));
  const here = columns[at]?.leads ?? [];
  const height = here.findIndex((lead) => lead.id === id);
  if (height < 0) return null;
  if (arrow === 'ArrowUp') return here[height - 1]?.id ?? null;
  if (arrow === 'ArrowDown') return here[height + 1]?.id ?? null;
  const side = arrow === 'ArrowRight' ? columns.slice(at + 1) : columns.slice(0, at).reverse();
  const leads = side.find((column) => (column.leads ?? []).length > 0)?.leads ?? [];
  return (leads[height] ?? leads.at(-1))?.id ?? null;
}
