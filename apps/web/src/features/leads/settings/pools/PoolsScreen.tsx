import { Button } from 'antd';
import { failure, useAsk, useMay, useSave } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { SettingsTabs } from '../SettingsTabs';
import '../assign.css';
import { PoolDialog } from './PoolDialog';
import { ArchivePoolDocument, PoolSettingsDocument } from './pools.documents';
import { poolsText } from './pools.text';
import type { PoolSetting } from './pools.types';
import { RecyclePreview } from './RecyclePreview';

export function PoolsScreen() {
  const t = useText(poolsText);
  return useMay('pool.manage') ? <Pools /> : <Page title={t('title')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** The pools with their rules, and what would go back to each. */
function Pools() {
  const t = useText(poolsText);
  const ask = useAsk(PoolSettingsDocument, {});
  const [editing, edit] = useState<PoolSetting | 'new' | null>(null);
  const [previewed, preview] = useState<PoolSetting | null>(null);
  const pools = ask.data?.leadPools ?? [];
  return (
    <Page title={t('title')} help="lead-pool" flush actions={<Button type="primary" onClick={() => edit('new')}>{t('add')}</Button>}>
      <SettingsTabs current="pools" />
      <div className="d-page">
        <p className="d-note">{t('lead')}</p>
        {ask.isPending && <Waiting rows={4} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {ask.isSuccess && pools.length === 0 && <EmptyState title={t('empty')} text={t('emptyText')} />}
        {pools.length > 0 && <Rows label={t('title')}>{pools.map((pool) => <PoolLine key={pool.id} pool={pool} onEdit={() => edit(pool)} onPreview={() => preview(pool)} />)}</Rows>}
      </div>
      {editing && <PoolDialog pool={editing === 'new' ? undefined : editing} onClose={() => edit(null)} />}
      {previewed && <RecyclePreview pool={previewed} onClose={() => preview(null)} />}
    </Page>
  );
}

function PoolLine({ pool, onEdit, onPreview }: { pool: PoolSetting; onEdit: () => void; onPreview: () => void }) {
  const t = useText(poolsText);
  const name = pool.name ?? '';
  const archive = useSave(ArchivePoolDocument, { refreshes: ['leadPools'], loud: true, done: t('archived', { name }) });
  const rules = pool.recycle?.length ?? 0;
  return (
    <Row title={name} note={`${pool.team?.name ?? t('everybody')} · ${t('ruleCount', { count: rules })}`} value={t('countIn', { count: pool.leadCount ?? 0 })}
      verb={pool.can?.includes('UPDATE') && <>
        {rules > 0 && <Button size="small" type="link" aria-label={t('previewThis', { name })} onClick={onPreview}>{t('preview')}</Button>}
        <Button size="small" aria-label={t('editThis', { name })} onClick={onEdit}>{t('edit')}</Button>
        <Button size="small" type="link" aria-label={t('archiveThis', { name })} onClick={() => void archive.run({ id: pool.id })}>{t('archive')}</Button>
      </>} />
  );
}
