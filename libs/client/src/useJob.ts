import { useEffect, useRef } from 'react';
import { refresh, useAsk } from './asks';
import type { JobQuery } from './generated/graphql';
import { JobDocument } from './viewer.documents';

export type JobStatus = NonNullable<JobQuery['job']>;
const ENDED = ['DONE', 'FAILED', 'CANCELLED'];
const EVERY = 1_000;

/** Follows a job until it ends; then what it changed is read anew. */
export function useJob(id: string | null | undefined, refreshes: string[] = []): { status: JobStatus | null; percent: number | null; running: boolean; done: boolean; failed: boolean } {
  const { data } = useAsk(JobDocument, { id: id ?? '' }, { skip: !id, staleTime: 0, refetchInterval: answer => (ENDED.includes(answer?.job?.state ?? '') ? false : EVERY) });
  const status = data?.job ?? null;
  const ended = status !== null && ENDED.includes(status.state ?? '');
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (!ended || told.current === status?.id) return;
    told.current = status?.id ?? null;
    void refresh(...refreshes);
  }, [ended, status?.id, refreshes]);
  const percent = status?.total ? Math.floor((100 * (status.done ?? 0)) / status.total) : null;
  return { status, percent, running: Boolean(id) && !ended, done: status?.state === 'DONE', failed: status?.state === 'FAILED' };
}
