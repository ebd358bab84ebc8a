import { useFormat } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useCallback } from 'react';
import type { MarketLine } from './groups.documents';
import { marketsText } from './markets.text';

/** A share with its sign. */
export const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);

/** Growth in a few words; never a number where there is too little to say. */
export function useGrowthWords(): (growth: MarketLine['growth']) => string | null {
  const t = useText(marketsText);
  const format = useFormat();
  return useCallback((growth) => {
    if (!growth) return null;
    const { yearly } = growth;
    if (yearly === null || yearly === undefined) return t('growthLack', { found: growth.months, needed: growth.needed ?? 0 });
    return `${t('growth')} ${signed(format.percent(yearly, 0), yearly)}`;
  }, [t, format]);
}
