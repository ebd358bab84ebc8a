import { useFormat, useViewer } from '@dossier/client';
import { useListing, useText } from '@dossier/ui';
import { useMemo } from 'react';
import type { Cluster } from './groups.documents';
import { groupsText } from './groups.text';

type Feature = Cluster['differences'][number]['feature'];

/** What lies less far from all customers than this is much like them. */
const APART = 0.5;
const MOST_TRAITS = 3;
const HUNDRED = 100;

export interface ClusterWords {
  nameOf: (cluster: Cluster) => string;
  featureOf: (feature: Feature) => string;
  /** What sets a group apart, the strongest first. */
  traitsOf: (cluster: Cluster) => string;
  /** A mean in the unit of its feature. */
  said: (feature: Feature, value: number | null | undefined) => string;
}

/** Groups, their features and what sets them apart, in words. */
export function useClusterWords(): ClusterWords {
  const t = useText(groupsText);
  const format = useFormat();
  const listing = useListing();
  const currency = useViewer().company.currency ?? 'GBP';
  return useMemo(() => ({
    nameOf: ({ name, cluster }) => name ?? t('numbered', { number: cluster }),
    featureOf: (feature) => t(feature),
    traitsOf: ({ differences }) => {
      const strong = differences.filter(({ difference }) => Math.abs(difference ?? 0) >= APART).toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0)).slice(0, MOST_TRAITS);
      return strong.length === 0 ? t('average') : listing(strong.map(({ feature, difference }) => t((difference ?? 0) > 0 ? 'higher' : 'lower', { feature: t(feature) })));
    },
    said: (feature, value) => {
      if (value === null || value === undefined) return '';
      if (feature === 'SPEND') return format.moneyShort({ minor: Math.round(value * HUNDRED), currency });
      return feature === 'RETURNS' ? format.percent(value, 0) : format.number(Math.round(value * 10) / 10);
    },
  }), [t, format, listing, currency]);
}
