import { useFormat } from '@dossier/client';
import { useText } from '@dossier/ui';
import type { SegmentRow } from './segments.documents';
import { segmentsText } from './segments.text';

type Sized = Pick<SegmentRow, 'count' | 'readable'>;

/** How many there are: a figure, a bound, or that it is withheld. */
export function useSize(): (segment: Sized) => string {
  const t = useText(segmentsText);
  const format = useFormat();
  return ({ count, readable }) => {
    if (readable === false) return t('withheldShort');
    if (typeof count?.count !== 'number') return t('none');
    const figure = format.number(count.count);
    return count.isExact === false ? t('atLeast', { count: figure }) : figure;
  };
}

export const TONES = { FRESH: 'ok', BEHIND: 'plain', RUNNING: 'plain', FAILED: 'err' } as const;
