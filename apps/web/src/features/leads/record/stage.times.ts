import type { Stage } from '../lead.types';

interface Step { readonly at?: string | null; readonly fromStage?: Stage | null; readonly toStage?: Stage | null; readonly toStatus?: string | null }

/** How long a lead has stood in each stage, in milliseconds, over all times it was there; what is closed stands nowhere. */
export function timeInStages(steps: readonly Step[], now: number): Partial<Record<Stage, number>> {
  const inOrder = [...steps].filter((step): step is Step & { at: string } => Boolean(step.at)).sort((one, other) => one.at.localeCompare(other.at));
  const spent: Partial<Record<Stage, number>> = {};
  inOrder.forEach((step, index) => {
    if (!step.toStage || (step.toStatus && step.toStatus !== 'OPEN')) return;
    const until = inOrder[index + 1] ? Date.parse(inOrder[index + 1]!.at) : now;
    spent[step.toStage] = (spent[step.toStage] ?? 0) + Math.max(0, until - Date.parse(step.at));
  });
  return spent;
}
