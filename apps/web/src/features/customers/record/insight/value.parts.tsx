import type { Money } from '@dossier/client';
import { useFormat } from '@dossier/client';
import { Estimate, useText } from '@dossier/ui';
import { insightText } from './insight.text';

/** What the value model says of one customer, as far as the reader may see it. */
export interface CustomerValue {
  rfmGroup?: string | null;
  rfmRecency?: number | null;
  rfmFrequency?: number | null;
  rfmMonetary?: number | null;
  aliveProbability?: number | null;
  expectedPurchases?: number | null;
  expectedLow?: number | null;
  expectedHigh?: number | null;
  lifetimeValue?: Money | null;
  lifetimeLow?: Money | null;
  lifetimeHigh?: Money | null;
  horizonDays?: number | null;
  silenceProbability?: number | null;
  valueDecile?: number | null;
  purchaseDays?: number | null;
  asOf?: string | null;
  basis?: string | null;
  modelVersion?: { number?: number | null } | null;
}

/** Of customers with this history, so many end within the range. */
const LEVEL = 0.8;
/** The scale of a figure ends a little beyond its interval. */
const BEYOND = 1.15;

/** The chance that they are still a customer: its own scale, from never to surely. */
export function AliveEstimate({ value, note }: { value: CustomerValue; note?: string }) {
  const t = useText(insightText);
  const format = useFormat();
  const share = value.aliveProbability;
  if (typeof share !== 'number') return null;
  return <Estimate label={t('alive')} value={format.percent(share, 0)} at={{ value: share, low: 0, high: share }} note={note} />;
}

/** What they are expected to bring, with its interval. */
export function LifetimeEstimate({ value }: { value: CustomerValue }) {
  const t = useText(insightText);
  const format = useFormat();
  const { lifetimeValue, lifetimeLow: low, lifetimeHigh: high } = value;
  if (!lifetimeValue) return null;
  const label = t('lifetime', { days: value.horizonDays ?? 365 });
  if (!low || !high) return <Estimate label={label} value={format.moneyShort(lifetimeValue)} />;
  const end = high.minor * BEYOND || 1;
  return (
    <Estimate label={label} value={format.moneyShort(lifetimeValue)} at={{ value: lifetimeValue.minor / end, low: low.minor / end, high: high.minor / end }}
      interval={{ name: t('interval', { level: format.percent(LEVEL, 0) }), words: t('range', { low: format.moneyShort(low), high: format.moneyShort(high) }) }} />
  );
}

/** How often they are expected to buy, with its interval. */
export function PurchasesEstimate({ value }: { value: CustomerValue }) {
  const t = useText(insightText);
  const format = useFormat();
  const { expectedPurchases: expected, expectedLow: low, expectedHigh: high } = value;
  if (typeof expected !== 'number') return null;
  const label = t('expected', { days: value.horizonDays ?? 365 });
  const words = t('times', { value: format.number(Math.round(expected * 10) / 10) });
  if (typeof low !== 'number' || typeof high !== 'number') return <Estimate label={label} value={words} />;
  const end = high * BEYOND || 1;
  const one = (count: number) => format.number(Math.round(count * 10) / 10);
  return <Estimate label={label} value={words} at={{ value: expected / end, low: low / end, high: high / end }} interval={{ name: t('interval', { level: format.percent(LEVEL, 0) }), words: t('range', { low: one(low), high: one(high) }) }} />;
}
