import { Button, Segmented } from 'antd';
import { failure, useAsk, useMay, useShortcuts } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { CorrectDialog } from './CorrectDialog';
import { ReviewCard } from './ReviewCard';
import type { Review } from './review.types';
import { ReviewItemsDocument } from './upkeep.documents';
import { upkeepText } from './upkeep.text';
import { UpkeepTabs } from './UpkeepTabs';
import { useFindings } from './useFindings';
import './upkeep.css';

const STEP = 20;

export function ReviewScreen() {
  const t = useText(upkeepText);
  return useMay('customer.read') ? <Queue /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** What is due, one after the other: a key settles it, and the next one stands where it stood. */
function Queue() {
  const t = useText(upkeepText);
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const [first, setFirst] = useState(STEP);
  const [at, setAt] = useState(0);
  const [correcting, setCorrecting] = useState<Review | null>(null);
  const ask = useAsk(ReviewItemsDocument, { filter: { mine: whose === 'mine' }, first }, { keep: true, refetchInterval: 60_000 });
  const items = (ask.data?.reviewItems?.nodes ?? []).filter(({ customer }) => customer);
  const current = items[Math.min(at, items.length - 1)];
  const may = current?.customer?.can?.includes('UPDATE') ?? false;
  const { confirm, markUnknown, correct } = useFindings();
  useShortcuts({
    c: may ? () => confirm.run(current!) : undefined, u: may ? () => markUnknown.run(current!) : undefined, e: may ? () => setCorrecting(current!) : undefined,
    ArrowDown: () => setAt(Math.min(at + 1, items.length - 1)), ArrowUp: () => setAt(Math.max(at - 1, 0)),
  });
  const count = ask.data?.reviewItems?.totalCount;
  return (
    <Page title={t('title')} help="upkeep" note={count ? t('left', { count: `${count}${ask.data?.reviewItems?.totalIsExact ? '' : '+'}` }) : undefined} flush>
      <UpkeepTabs current="queue" />
      <div className="d-list-head upkeep-head">
        <Segmented<'mine' | 'all'> aria-label={t('whose')} value={whose} onChange={(next) => { setWhose(next); setAt(0); }} options={[{ value: 'mine', label: t('mine') }, { value: 'all', label: t('all') }]} />
        {items.length > 0 && <span className="d-caption upkeep-keys">{t('keys')}</span>}
      </div>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && items.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      <div className="d-page upkeep-page"><ol className="upkeep-queue">
        {items.map((item, place) => (
          <ReviewCard key={item.id} item={item} current={item === current} onChoose={() => setAt(place)} onConfirm={() => confirm.run(item)} onUnknown={() => markUnknown.run(item)} onCorrect={() => setCorrecting(item)} />
        ))}
      </ol></div>
      {ask.data?.reviewItems?.pageInfo.hasNextPage && <Button type="text" onClick={() => setFirst(Math.min(first + STEP, 200))}>{t('more')}</Button>}
      {correcting && <CorrectDialog item={correcting} save={correct} onClose={() => setCorrecting(null)} />}
    </Page>
  );
}
