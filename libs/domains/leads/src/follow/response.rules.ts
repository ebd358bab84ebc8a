/** Within how many minutes of working time a lead is to be answered: of a team, of a grade, of both, or of everybody. */
export interface Target {
  teamId: string | null;
  grade: string | null;
  minutes: number;
}

/** The minutes that hold for a lead: the nearest target wins, a team before a grade. Null: nothing is asked. */
export function targetFor(targets: readonly Target[], { teamId, grade }: { teamId: string | null; grade: string | null }): number | null {
  const fits = targets.filter((target) => (target.teamId === null || target.teamId === teamId) && (target.grade === null || target.grade === grade));
  const near = (target: Target): number => (target.teamId === null ? 0 : 2) + (target.grade === null ? 0 : 1);
  return fits.toSorted((a, b) => near(b) - near(a))[0]?.minutes ?? null;
}
