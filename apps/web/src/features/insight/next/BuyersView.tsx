import { Button, Input, InputNumber } from 'antd';
import { Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { Can, request, useFormat, useSave } from '@dossier/client';
import { EmptyState, FigureStrip, Icon, Section, TableTwin, usePhone, useText } from '@dossier/ui';
import { useState } from 'react';
import { CreateLikelyBuyersDocument, UndoLikelyBuyersDocument, type Buyers } from './next.documents';
import { nextText } from './next.text';

interface Asked { categoryId: string | null; productId: string | null; size: number; withControl: boolean; forMarketing: boolean }
const HUNDRED = 100;
/** How many minor units one unit of a currency has. */
const scaleOf = (currency: string): number => 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** What may be expected of those who are taken, the first of them with their reasons, and the way to a segment. */
export function BuyersView({ found, asked }: { found: Buyers; asked: Asked }) {
  const t = useText(nextText);
  const format = useFormat();
  const what = found.product?.name ?? found.category?.name ?? '';
  if (found.status === 'REFUSED') return <EmptyState title={t('nobodyTitle')} text={t('nobodyText')} actions={<Link to="/insight/models">{t('toModels')}</Link>} />;
  const contacted = (found.size ?? 0) - (found.control ?? 0);
  return (
    <>
      <Section title={t('finding', { size: format.number(contacted), expected: format.number(Math.round(found.expected ?? 0)), what })} note={found.asOf ? t('asOf', { day: format.dayShort(found.asOf) }) : undefined}>
        <Expectation found={found} contacted={contacted} />
        <MakeSegment key={what} what={what} asked={asked} />
      </Section>
      <BuyerTable found={found} />
    </>
  );
}

function Expectation({ found, contacted }: { found: Buyers; contacted: number }) {
  const t = useText(nextText);
  const format = useFormat();
  const [margin, setMargin] = useState<number | null>(null);
  const [cost, setCost] = useState<number | null>(null);
  const { revenue } = found;
  const profit = revenue && margin !== null && cost !== null ? { minor: Math.round((revenue.minor * margin) / HUNDRED - cost * scaleOf(revenue.currency) * contacted), currency: revenue.currency } : null;
  const one = (value?: number | null): string => format.number(Math.round(value ?? 0));
  return (
    <>
      <FigureStrip figures={[
        { label: t('chosen'), value: format.number(found.size), note: t(found.isExact ? 'ofCandidates' : 'ofMore', { count: format.number(found.candidates) }) },
        { label: t('contacted'), value: format.number(contacted), note: t('controlNote', { count: format.number(found.control) }) },
        { label: t('expected'), value: one(found.expected), note: t('range', { low: one(found.expectedLow), high: one(found.expectedHigh) }) },
        { label: t('revenue'), value: revenue ? format.money(revenue) : '—', note: t(revenue ? 'revenueNote' : 'revenueNone') },
        { label: t('profit'), value: profit ? format.money(profit) : '—', note: profit ? undefined : t('fillBoth') },
      ]} />
      <div className="next-wish">
        <label className="next-size">{t('margin')} <InputNumber min={0} max={HUNDRED} value={margin} onChange={setMargin} /></label>
        <label className="next-size">{t('cost')} <InputNumber min={0} step={0.1} value={cost} onChange={setCost} /></label>
      </div>
    </>
  );
}

function MakeSegment({ what, asked }: { what: string; asked: Asked }) {
  const t = useText(nextText);
  const format = useFormat();
  const [name, setName] = useState(t('nameOf', { what }).slice(0, 60));
  const [made, setMade] = useState<string | null>(null);
  const save = useSave(CreateLikelyBuyersDocument, {
    refreshes: ['segments'], loud: true,
    done: ({ createLikelyBuyers: answer }) => t('made', { contacted: format.number(answer?.contacted), control: format.number(answer?.control) }),
    onDone: ({ createLikelyBuyers: answer }) => setMade(answer?.segmentId ?? null),
    undo: async ({ createLikelyBuyers: answer }) => {
      for (const id of [answer?.segmentId, answer?.controlId]) if (id) await request(UndoLikelyBuyersDocument, { id });
      setMade(null);
    },
  });
  return (
    <Can do="segment.write">
      <div className="next-wish">
        <label className="next-size">{t('name')} <Input className="next-pick" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} /></label>
        <Button type="primary" icon={<Icon of={Users} />} loading={save.busy} disabled={name.trim() === ''} onClick={() => void save.run({ input: { name, ...asked } })}>{t('make')}</Button>
        {made && <Link to="/segments/$id" params={{ id: made } as never}>{t('open')}</Link>}
      </div>
    </Can>
  );
}

function BuyerTable({ found }: { found: Buyers }) {
  const t = useText(nextText);
  const format = useFormat();
  const tenth = (share?: number | null): number => Math.round((share ?? 0) * 1_000) / 10;
  const buyers = found.buyers ?? [];
  const phone = usePhone();
  const rows = buyers.map(({ customer, customerId, propensity, within90, share, reasons }) => ({
    customer: customer?.name ?? customer?.companyName ?? t('unnamed'), no: customer?.archiveNo ?? customerId ?? '', propensity: tenth(propensity), within: tenth(within90), share: tenth(share),
    reasons: (reasons ?? []).map((reason) => t(reason)).join(' · ') || t('inTopThree'),
  }));
  const columns = [
    { key: 'customer', title: t('colCustomer') }, { key: 'no', title: t('colNo') }, { key: 'propensity', title: t('colPropensity'), align: 'right' as const }, { key: 'within', title: t('colWithin'), align: 'right' as const },
    { key: 'share', title: t('colShare'), align: 'right' as const }, { key: 'reasons', title: t('colReasons') },
  ];
  return (
    <Section title={t('listTitle', { count: format.number(buyers.length) })}>
      <TableTwin label={t('listTitle', { count: format.number(buyers.length) })} whole rows={rows} leads={buyers.map(({ customerId }) => ({ to: `/customers/${customerId}` }))}
        columns={columns.filter(({ key }) => !phone || !['no', 'within', 'share'].includes(key))} />
    </Section>
  );
}
