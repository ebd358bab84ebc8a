import type { AnswerOf, RowOf } from '@dossier/client';
import { StateDot, useText } from '@dossier/ui';
import type { OperatedJobsDocument } from './operations.documents';
import { operationsText } from './operations.text';

export type JobRow = RowOf<AnswerOf<typeof OperatedJobsDocument>>;
const TONES = { QUEUED: 'plain', RUNNING: 'plain', DONE: 'ok', FAILED: 'err', CANCELLED: 'plain' } as const;
type State = keyof typeof TONES;
export const JOB_STATES = Object.keys(TONES) as State[];

/** The state of a job in words; a silent worker and a wish to stop are told too. */
export function JobState({ row }: { row: JobRow }) {
  const t = useText(operationsText);
  const state = row.state ?? 'QUEUED';
  if (row.isSilent) return <StateDot tone="warn">{t('silent')}</StateDot>;
  if (row.cancelAsked && state === 'RUNNING') return <StateDot tone="plain">{t('stopping')}</StateDot>;
  return <StateDot tone={TONES[state]}>{t(state)}</StateDot>;
}
