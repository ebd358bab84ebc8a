import { StateDot } from '@dossier/ui';
import { useInsightWord } from '../insight.words';

const STATES: Record<string, 'ok' | 'warn' | 'err'> = { REFUSED: 'warn', PUBLISHED: 'ok', FAILED: 'err' };
const HEALTH: Record<string, 'ok' | 'warn'> = { GREEN: 'ok', AMBER: 'warn' };

/** Where a version stands. */
export function VersionState({ state }: { state?: string | null }) {
  const word = useInsightWord();
  return <StateDot tone={STATES[state ?? ''] ?? 'plain'}>{word('ModelState', state ?? 'FITTED')}</StateDot>;
}

/** Whether the scores of a model still say what they said. */
export function HealthState({ health }: { health?: string | null }) {
  const word = useInsightWord();
  return <StateDot tone={HEALTH[health ?? ''] ?? 'plain'}>{word('ModelHealth', health ?? 'UNKNOWN')}</StateDot>;
}
