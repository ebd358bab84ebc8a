import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useFormat, useSave } from '@dossier/client';
import { categoryAxis, Chart, FigureStrip, quietFrame, SideDrawer, TableTwin, useText, useToast, valueAxis, type Figure, type Palette } from '@dossier/ui';
import { useState } from 'react';
import { ArchiveMarketSegmentDocument, RestoreMarketSegmentDocument, type MarketLine } from './groups.documents';
import { MarketCustomers } from './MarketCustomers';
import { MarketDialog } from './MarketDialog';
import { MarketFigures } from './MarketFigures';
import { signed } from './market.words';
import { marketsText } from './markets.text';

const HEIGHT = 180;
const HUNDRED = 100;

/** One part of the market: its figures, how it grows and why, what is known of the market itself, and who is in it. */
export function MarketDrawer({ line }: { line: MarketLine }) {
  const t = useText(marketsText);
  const navigate = useNavigate();
  const close = () => void navigate({ to: '.', search: {} as never, resetScroll: false });
  return (
    <SideDrawer open title={line.segment.name ?? ''} onClose={close}>
      <div className="groups-market">
        {line.segment.note && <p className="d-note">{line.segment.note}</p>}
        {!line.isOpen && <p className="d-note">{t('notOpen')}</p>}
        {line.isOpen && !line.isComputed && <p className="d-note">{t('notComputed')}</p>}
        {line.isOpen && line.isComputed && <Body line={line} />}
        <MarketFigures line={line} />
        {line.isOpen && <MarketCustomers segment={line.segment} />}
        <Verbs line={line} onGone={close} />
      </div>
    </SideDrawer>
  );
}

function Body({ line }: { line: MarketLine }) {
  const t = useText(marketsText);
  const { needs } = line;
  return (
    <>
      <FigureStrip figures={useFigures(line)} />
      <Trend line={line} />
      <Change line={line} />
      {needs && <><h3>{t('needs')}</h3>{needs.length === 0 ? <p className="d-note">{t('needsNone')}</p> : <TableTwin whole label={t('needs')} columns={[{ key: 'category', title: t('needs') }, { key: 'customers', title: t('customers'), align: 'right' }]} rows={needs.map(({ category, customers }) => ({ category, customers }))} />}</>}
    </>
  );
}

function useFigures(line: MarketLine): Figure[] {
  const t = useText(marketsText);
  const format = useFormat();
  const size = line.figures.find(({ kind, amount }) => kind === 'SIZE' && amount?.currency === line.revenue?.currency);
  const share = line.marketShare === null || line.marketShare === undefined ? null : line.marketShare;
  return [
    { label: t('customers'), value: format.number(line.customers), note: t('customersNote', { buyers: format.number(line.buyers) }) },
    { label: t('marketShare'), value: share === null ? '–' : format.percent(share, 1), note: share === null || !size ? t('noSize') : t('marketShareNote', { year: String(size.year ?? ''), source: size.source ?? '' }) },
    { label: t('concentration'), value: (line.concentration ?? 0).toFixed(3), note: t('concentrationNote') },
  ];
}

function Trend({ line }: { line: MarketLine }) {
  const t = useText(marketsText);
  const format = useFormat();
  const { months, growth } = line;
  const share = (value: number | null | undefined) => signed(format.percent(value, 0), value ?? 0);
  const isKnown = growth?.yearly !== null && growth?.yearly !== undefined;
  const labels = months.map(({ month }) => month.slice(0, 7));
  const option = (palette: Palette) => ({
    ...quietFrame(palette), xAxis: categoryAxis(palette, labels), yAxis: valueAxis(palette), series: [{ type: 'line', showSymbol: false, data: months.map(({ revenue }) => Math.round(revenue.minor / HUNDRED)), lineStyle: { color: palette.chart[0] }, itemStyle: { color: palette.chart[0] } }],
  });
  if (months.length === 0) return null;
  return (
    <>
      <Chart title={isKnown ? t('trendFinding', { yearly: share(growth.yearly), low: share(growth.low), high: share(growth.high) }) : t('trendPlain')} unit={line.revenue?.currency ?? ''} asOf={labels.at(-1) ?? ''} height={HEIGHT} option={option}
        table={{ columns: [{ key: 'month', title: t('month') }, { key: 'revenue', title: t('revenue'), align: 'right' }, { key: 'orders', title: t('orders'), align: 'right' }], rows: months.map(({ month, revenue, orders }) => ({ month: month.slice(0, 7), revenue: format.money(revenue), orders })) }} />
      {growth && !isKnown && <p className="d-note">{t('growthLack', { found: growth.months, needed: growth.needed ?? 0 })}</p>}
      {growth && isKnown && <p className="d-caption">{t('growthNote', { low: share(growth.low), high: share(growth.high), months: growth.months })}{growth.isWeak ? ` · ${t('growthWeak')}` : ''}</p>}
    </>
  );
}

/** Where the change of a year came from: the parts add up to it. */
function Change({ line: { change } }: { line: MarketLine }) {
  const t = useText(marketsText);
  const format = useFormat();
  if (!change) return null;
  const row = (what: string, money: { minor: number; currency: string }) => ({ part: what, amount: signed(format.money(money), money.minor) });
  return (
    <>
      <h3>{t('change')}</h3>
      <p className="d-note">{t('changeNote', { before: format.money(change.before), after: format.money(change.after) })}</p>
      <TableTwin whole label={t('change')} columns={[{ key: 'part', title: t('change') }, { key: 'amount', title: t('revenue'), align: 'right' }]} rows={[row(t('byCustomers'), change.customers), row(t('byOrders'), change.orders), row(t('byAmount'), change.amount)]} />
    </>
  );
}

function Verbs({ line: { segment }, onGone }: { line: MarketLine; onGone: () => void }) {
  const t = useText(marketsText);
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const name = segment.name ?? '';
  const back = useSave(RestoreMarketSegmentDocument, { refreshes: ['marketBoard'], loud: true });
  const away = useSave(ArchiveMarketSegmentDocument, { refreshes: ['marketBoard'], loud: true, onDone: () => { toast.done(t('archived', { name }), { undo: () => back.run({ id: segment.id }) }); onGone(); } });
  return (
    <div className="groups-verbs">
      {segment.can?.includes('UPDATE') && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
      {segment.can?.includes('ARCHIVE') && <Button aria-busy={away.busy} onClick={() => void away.run({ id: segment.id })}>{t('archive')}</Button>}
      {editing && <MarketDialog segment={segment} onClose={() => setEditing(false)} />}
    </div>
  );
}
