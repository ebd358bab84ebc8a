import { Progress } from 'antd';
import { lazy, Suspense } from 'react';
import { Facts, Section, useText } from '@dossier/ui';
import { Moment, useFormat, useMay } from '@dossier/client';
import { recordText } from './record.text';
import type { CustomerRecord } from './record.types';
import { PurchaseMonths } from './PurchaseMonths';
import { InSegments } from './InSegments';
import { FactsPanel } from './facts/FactsPanel';
import { MergedFrom } from './merges/MergedFrom';
import { WhyPanel } from './WhyPanel';

// The record is drawn before its scores and leads are asked for.
const LeadsSection = lazy(async () => ({ default: (await import('./leads/LeadsSection')).LeadsSection }));
const ValueAside = lazy(async () => ({ default: (await import('./insight/ValueAside')).ValueAside }));

/** What stays in view while the tabs change: how much and how often, in which months, of what. */
export function CustomerAside({ customer, showMonths }: { customer: CustomerRecord; showMonths: boolean }) {
  const t = useText(recordText);
  const { summary } = customer;
  const sees = [useMay('score.read'), useMay('order.read')].every(Boolean);
  const seesLeads = useMay('lead.read');
  const bought = summary && ((summary.orderCount ?? 0) > 0 || (summary.refundCount ?? 0) > 0);
  return (
    <div className="customer-aside">
      {sees && <Suspense fallback={null}><ValueAside customerId={customer.id} /></Suspense>}
      <Section title={t('summary')} note={t('asOf')}>
        {bought ? <SummaryFigures customer={customer} /> : <p className="d-note">{t('noPurchases')}</p>}
      </Section>
      {bought && showMonths && <div className="customer-months"><PurchaseMonths customer={customer} /></div>}
      {bought && <TopCategories customer={customer} />}
      {seesLeads && <Suspense fallback={null}><LeadsSection id={customer.id} isArchived={Boolean(customer.archivedAt)} /></Suspense>}
      <InSegments id={customer.id} />
      <Section title={t('source')}>
        <Facts items={[
          { label: t('source'), value: customer.source?.name ?? t('noOwner') },
          { label: t('team'), value: customer.team?.name ?? t('noOwner') },
          { label: t('createdAt'), value: <Moment at={customer.createdAt} /> },
          { label: t('updatedAt'), value: <Moment at={customer.updatedAt} /> },
        ]} />
        <FactsPanel customer={customer} />
        <WhyPanel id={customer.id} />
      </Section>
      <MergedFrom customer={customer} />
    </div>
  );
}

function SummaryFigures({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  const format = useFormat();
  const { summary } = customer;
  if (!summary) return null;
  const recency = summary.recencyDays === null || summary.recencyDays === undefined ? null : t('daysAgo', { days: summary.recencyDays });
  return (
    <>
      <div className="customer-net">
        <span>{t('net')}<span className="d-caption">{t('netNote')}</span></span>
        <span className="d-figure">{format.money(summary.netAmount)}</span>
      </div>
      <Facts items={[
        { label: t('orders'), value: t('ordersValue', { orders: summary.orderCount ?? 0 }) },
        ...(summary.refundCount ? [{ label: t('refunds'), value: t('refundsValue', { refunds: summary.refundCount }) }] : []),
        { label: t('average'), value: format.money(summary.averageAmount) },
        ...(summary.gapMedianDays === null || summary.gapMedianDays === undefined ? [] : [{ label: t('gap'), value: t('days', { days: summary.gapMedianDays }) }]),
        { label: t('last'), value: <>{format.day(summary.lastOrderOn)}{recency && <span className="d-caption">{` ${recency}`}</span>}</> },
        { label: t('first'), value: format.day(summary.firstOrderOn) },
      ]} />
    </>
  );
}

function TopCategories({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  const format = useFormat();
  const categories = customer.summary?.topCategories ?? [];
  if (categories.length === 0) return null;
  return (
    <Section title={t('categories')} note={t('share')}>
      <ul className="d-rows">
        {categories.map((category) => (
          <li key={category.name} className="customer-category">
            <span>{category.name}</span>
            <span>{format.percent(category.share, 0)}</span>
            <Progress aria-label={`${category.name} ${format.percent(category.share, 0)}`} percent={(category.share ?? 0) * 100} showInfo={false} strokeLinecap="butt" size={{ height: 4 }} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
