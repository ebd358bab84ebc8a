import { useText, type FilterField } from '@dossier/ui';
import { useMemo } from 'react';
import { customerFiltersText } from './filters.text';
import { PurposeEditor } from './PurposeEditor';
import type { PurposeAsk } from './purpose.rules';
import { usePurposes } from './usePurposes';

/** Only those whose data may be used for a purpose, by a way where one is named. */
export function usePurposeFilter(asks: boolean): FilterField[] {
  const f = useText(customerFiltersText);
  const { named, wayName } = usePurposes(!asks);
  return useMemo(() => {
    const say = (value: unknown): string => {
      const { purpose, channel } = (value ?? {}) as PurposeAsk;
      if (!purpose) return f('forPurpose');
      return channel ? f('forPurposeBy', { purpose: named(purpose), way: wayName(channel) }) : f('forPurposeIs', { purpose: named(purpose) });
    };
    return [{ key: 'forPurpose', label: f('forPurpose'), kind: 'own', first: {}, say, Editor: PurposeEditor }];
  }, [f, named, wayName]);
}
