import { failure, useAsk, useMay } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, useListing, useText, ViewTabs, Waiting } from '@dossier/ui';
import { useState } from 'react';
import '../leads.css';
import { OpenPoolsDocument } from './pool.documents';
import { poolText } from './pool.text';
import type { OpenPool } from './pool.types';
import { PoolTable } from './PoolTable';

export function PoolScreen() {
  const t = useText(poolText);
  return useMay('pool.claim') ? <Pools /> : <Page title={t('title')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** What is left to the reader of a pool, in one sentence. */
function useLimits(): (pool: OpenPool) => string {
  const t = useText(poolText);
  const listing = useListing();
  return ({ limits, lockDays }) => {
    const said = [
      typeof limits?.today === 'number' ? t('leftToday', { count: limits.today }) : null, typeof limits?.total === 'number' ? t('leftTotal', { count: limits.total }) : null,
      typeof limits?.views === 'number' ? t('leftViews', { count: limits.views }) : null, lockDays ? t('lock', { count: lockDays }) : null,
    ].filter((one) => one !== null);
    return said.length === 0 ? t('noBound') : listing(said);
  };
}

/** The pools that are open to the reader, one at a time. */
function Pools() {
  const t = useText(poolText);
  const limits = useLimits();
  const ask = useAsk(OpenPoolsDocument, {});
  const [picked, pick] = useState<string | null>(null);
  const pools = ask.data?.leadPools ?? [];
  const pool = pools.find(({ id }) => id === picked) ?? pools[0];
  if (pool) {
    const tabs = pools.length > 1 ? <ViewTabs views={pools.map(({ id, name }) => ({ id, name: name ?? '' }))} current={pool.id} changed={false} onPick={pick} /> : undefined;
    return <PoolTable key={pool.id} pool={pool} tabs={tabs} note={<>{t('lead')} <span role="status">{limits(pool)}</span></>} />;
  }
  return (
    <Page title={t('title')} help="lead-pool">
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && <EmptyState title={t('noPools')} text={t('noPoolsText')} />}
    </Page>
  );
}
