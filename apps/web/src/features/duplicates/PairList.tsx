import { useText } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import type { Candidate } from './desk';
import { duplicatesText } from './duplicates.text';

interface PairListProps { pairs: readonly Candidate[]; current: string | null; onChoose: (id: string) => void }

/** The pairs that wait, the likeliest first. */
export function PairList({ pairs, current, onChoose }: PairListProps) {
  const t = useText(duplicatesText);
  const format = useFormat();
  const titleOf = (half: Candidate['customer']) => half?.name ?? half?.companyName ?? half?.archiveNo ?? t('none');
  return (
    <ul className="d-merging-queue" aria-label={t('queue')}>
      {pairs.map((pair) => (
        <li key={pair.id}>
          <button type="button" aria-current={pair.id === current} onClick={() => onChoose(pair.id)}>
            <span className="d-merging-names">{titleOf(pair.customer)} / {titleOf(pair.other)}</span>
            <span className="d-caption">{[pair.reason ? t(pair.reason) : '', typeof pair.probability === 'number' ? format.percent(pair.probability) : ''].filter(Boolean).join(' · ')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
