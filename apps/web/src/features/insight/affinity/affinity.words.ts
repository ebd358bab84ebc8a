import { useFormat } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useCallback } from 'react';
import type { BasketRule } from './affinity.documents';
import { affinityText } from './affinity.text';

export interface RuleWords {
  left: string;
  right: string;
  /** Plain words, as somebody would say it. */
  sentence: string;
}

/** What a rule says, in plain words. */
export function useRuleWords(): (rule: BasketRule) => RuleWords {
  const t = useText(affinityText);
  const format = useFormat();
  return useCallback((rule) => {
    const name = (thing: { name: string | null } | null | undefined): string => thing?.name ?? t('gone');
    const left = (rule.left ?? []).map(name).join(t('and'));
    const right = name(rule.right);
    return { left, right, sentence: t('sentence', { left, right, share: format.percent(rule.confidence, 0), lift: format.number(rounded(rule.lift)) }) };
  }, [t, format]);
}

/** Two figures that count: more would claim more than the interval bears. */
export const rounded = (value: number | null | undefined): number => {
  const own = value ?? 0;
  return own >= 10 ? Math.round(own) : Math.round(own * 10) / 10;
};
