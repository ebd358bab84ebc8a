import { refresh, request, useJob, useSave } from '@dossier/client';
import { useText, useToast } from '@dossier/ui';
import { useEffect, useMemo, useState } from 'react';
import { BatchDocument, RevertBatchDocument } from '../customers.documents';
import { BulkEditCustomersDocument, type BulkChange, type CustomerSelection } from '../customer-sets.documents';
import { customersText } from '../customers.text';

interface Running { batchId: string; jobId: string | null; undoing: boolean }

const REFRESHES = ['customers', 'customer', 'tags'];

/** Changes many customers as one batch: progress while it runs, then a toast that takes it back. */
export function useBulkEdit(onDone: () => void) {
  const t = useText(customersText);
  const toast = useToast();
  const [running, setRunning] = useState<Running | null>(null);
  const refreshes = useMemo(() => REFRESHES, []);
  const job = useJob(running?.jobId, refreshes);
  const edit = useSave(BulkEditCustomersDocument, {
    loud: true,
    onDone: ({ bulkEditCustomers: batch }) => batch && setRunning({ batchId: batch.id, jobId: batch.jobId ?? null, undoing: false }),
  });
  const revert = useSave(RevertBatchDocument, {
    loud: true,
    onDone: ({ revertBatch: batch }) => batch && setRunning({ batchId: batch.id, jobId: batch.jobId ?? null, undoing: true }),
  });
  const ended = running !== null && (running.jobId === null || job.done || job.failed);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- looks after every render, acts once: `running` is gone then
  useEffect(() => {
    if (!ended || !running) return;
    setRunning(null);
    onDone();
    void tell(running, job.failed);
  });
  const tell = async ({ batchId, undoing }: Running, failed: boolean) => {
    await refresh(...REFRESHES);
    const { operationBatch: batch } = await request(BatchDocument, { id: batchId });
    const count = batch?.rowCount ?? 0;
    const undo = batch?.canRevert ? { undo: () => revert.run({ id: batchId }) } : undefined;
    if (failed) return toast.failed(t('bulkFailed'));
    if (undoing) return toast.done(t('undone', { count }));
    const kept = batch?.conflictCount ?? 0;
    return toast.done([t('bulkDone', { count }), kept > 0 ? t('bulkConflicts', { count: kept }) : ''].join(''), undo);
  };
  return {
    busy: edit.busy || running !== null,
    progress: running ? { done: job.status?.done ?? 0, total: job.status?.total ?? null, percent: job.percent } : null,
    run: (selection: CustomerSelection, change: BulkChange) => edit.run({ selection, change }),
  };
}
