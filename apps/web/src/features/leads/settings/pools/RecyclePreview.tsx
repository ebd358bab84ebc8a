import { Link } from '@tanstack/react-router';
import { failure, Moment, useAsk } from '@dossier/client';
import { Failed, Row, Rows, SideDrawer, useText, Waiting } from '@dossier/ui';
import { leadWords } from '../../leads.words';
import { RecyclePreviewDocument } from './pools.documents';
import { poolsText } from './pools.text';
import type { PoolSetting } from './pools.types';

/** What would go back to a pool within a week, the soonest first. */
export function RecyclePreview({ pool, onClose }: { pool: PoolSetting; onClose: () => void }) {
  const t = useText(poolsText);
  const words = useText(leadWords);
  const name = pool.name ?? '';
  const ask = useAsk(RecyclePreviewDocument, { poolId: pool.id, days: 7 });
  const rows = ask.data?.recyclePreview ?? [];
  return (
    <SideDrawer open title={t('previewThis', { name })} onClose={onClose}>
      {ask.isPending && <Waiting rows={5} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && <p role="status">{rows.length > 0 ? t('previewSome', { count: rows.length, name }) : t('previewNone', { name })}</p>}
      <p className="d-note">{t('previewReach')}</p>
      {rows.length > 0 && <Rows label={t('preview')}>{rows.map((row) => <Row key={row.leadId} title={<Link to={`/leads/${row.leadId}`}>{row.subject ?? '—'}</Link>} note={`${row.owner?.name ?? ''} · ${words(`RecycleReason.${row.reason}`)}`} value={<Moment at={row.at} />} />)}</Rows>}
    </SideDrawer>
  );
}
