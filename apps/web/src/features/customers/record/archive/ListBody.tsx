import { Button } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState, Failed, useText, Waiting } from '@dossier/ui';
import { failure } from '@dossier/client';
import { archiveText } from './archive.text';

interface Pages { rows: readonly unknown[]; loading: boolean; error: unknown; refetch: () => unknown; hasMore: boolean; loadMore: () => void; loadingMore: boolean }

/** The states of a list on the record: waiting, failed, nothing yet, or its rows with the way to earlier ones. */
export function ListBody({ pages, empty, children }: { pages: Pages; empty: { title: string; text: string; actions?: ReactNode }; children: ReactNode }) {
  const t = useText(archiveText);
  if (pages.error) return <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />;
  if (pages.loading) return <Waiting />;
  if (pages.rows.length === 0) return <EmptyState {...empty} />;
  return (
    <>
      {children}
      {pages.hasMore && <Button type="text" loading={pages.loadingMore} onClick={pages.loadMore}>{t('earlier')}</Button>}
    </>
  );
}
