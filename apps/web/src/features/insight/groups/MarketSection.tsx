import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { Can, failure, useAsk, useFormat } from '@dossier/client';
import { categoryAxis, Chart, EmptyState, Failed, Icon, quietFrame, Row, Rows, Section, useText, valueAxis, Waiting, type Palette } from '@dossier/ui';
import { useState } from 'react';
import { MarketBoardDocument, type MarketBoard, type MarketLine } from './groups.documents';
import { MarketDialog } from './MarketDialog';
import { MarketDrawer } from './MarketDrawer';
import { useGrowthWords } from './market.words';
import { marketsText } from './markets.text';

const EVERY = 2_000;
const HUNDRED = 100;
const HEIGHT = 200;

const leadOf = (line: MarketLine) => ({ to: '/insight/groups', search: { market: line.segment.id } });

/** Parts of the market: how large, how fast they grow, and what is ours. */
export function MarketSection({ chosen }: { chosen?: string }) {
  const t = useText(marketsText);
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const ask = useAsk(MarketBoardDocument, {}, { keep: true, refetchInterval: (answer) => (answer?.marketBoard?.isRunning ? EVERY : false) });
  const board = ask.data?.marketBoard;
  const own = board?.lines.find(({ segment }) => segment.id === chosen);
  const add = <Can do="segment.write"><Button size="small" icon={<Icon of={Plus} />} onClick={() => setAdding(true)}>{t('add')}</Button></Can>;
  const note = board?.isRunning ? t('running') : board?.asOf ? t('marketsNote', { day: format.day(board.asOf) }) : undefined;
  return (
    <Section title={t('markets')} note={note} extra={board && board.lines.length > 0 ? add : undefined}>
      {ask.isPending && <Waiting />}
      {ask.isError && !board && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {board?.lines.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={add} />}
      {board && board.lines.length > 0 && <><RevenueChart board={board} /><Lines lines={board.lines} /></>}
      {adding && <MarketDialog onClose={() => setAdding(false)} />}
      {own && <MarketDrawer key={own.segment.id} line={own} />}
    </Section>
  );
}

function RevenueChart({ board }: { board: MarketBoard }) {
  const t = useText(marketsText);
  const format = useFormat();
  const lines = board.lines.filter(({ revenue }) => revenue);
  const first = lines[0];
  if (!first?.revenue) return null;
  const labels = lines.map(({ segment }) => segment.name ?? '');
  const option = (palette: Palette) => ({
    ...quietFrame(palette), xAxis: categoryAxis(palette, labels), yAxis: valueAxis(palette), series: [{ type: 'bar', barMaxWidth: 48, data: lines.map(({ revenue }) => Math.round((revenue?.minor ?? 0) / HUNDRED)), itemStyle: { color: palette.chart[0] } }],
  });
  return (
    <Chart title={first.share === null || first.share === undefined ? t('findingPlain') : t('finding', { name: first.segment.name ?? '', revenue: format.moneyShort(first.revenue), share: format.percent(first.share, 0) })}
      unit={`${t('unit')} ${first.revenue.currency}`} asOf={format.dayShort(board.asOf)} height={HEIGHT} option={option}
      table={{
        columns: [{ key: 'name', title: t('name') }, { key: 'revenue', title: t('revenue'), align: 'right' }, { key: 'share', title: t('shareOfOurs'), align: 'right' }, { key: 'customers', title: t('customers'), align: 'right' }],
        rows: lines.map((line) => ({ name: line.segment.name ?? '', revenue: format.money(line.revenue), share: format.percent(line.share, 1), customers: format.number(line.customers) })), leads: lines.map(leadOf),
      }} />
  );
}

function Lines({ lines }: { lines: readonly MarketLine[] }) {
  const t = useText(marketsText);
  const format = useFormat();
  const growth = useGrowthWords();
  const note = (line: MarketLine) => {
    if (!line.isOpen) return t('notOpen');
    if (!line.isComputed) return t('notComputed');
    return [`${t('customers')} ${format.number(line.customers)}`, `${t('shareOfOurs')} ${format.percent(line.share, 1)}`, growth(line.growth), line.marketShare === null || line.marketShare === undefined ? null : `${t('marketShare')} ${format.percent(line.marketShare, 1)}`].filter(Boolean).join(' · ');
  };
  return (
    <Rows label={t('markets')}>
      {lines.map((line) => <Row key={line.segment.id} title={<Link to="/insight/groups" search={leadOf(line).search as never} resetScroll={false}>{line.segment.name}</Link>} note={note(line)} value={line.revenue ? format.moneyShort(line.revenue) : undefined} />)}
    </Rows>
  );
}
