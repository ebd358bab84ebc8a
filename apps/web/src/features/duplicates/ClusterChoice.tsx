import { Checkbox } from 'antd';
import { KeyCap, useText } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import { duplicatesText } from './duplicates.text';
import type { PairDeskState } from './usePairDesk';

/** The other records that hang together with the pair: those ticked are merged with it, all at once. */
export function ClusterChoice({ desk }: { desk: PairDeskState }) {
  const t = useText(duplicatesText);
  const format = useFormat();
  const others = desk.members.filter(({ isOfPair }) => !isOfPair);
  const hidden = desk.cluster?.hiddenCount ?? 0;
  if (others.length === 0 && hidden === 0) return null;
  const probability = (id: string) => desk.cluster?.records?.find((record) => record.id === id)?.probability;
  const note = (id: string) => (typeof probability(id) === 'number' ? ` · ${t('likely', { percent: format.percent(probability(id)) })}` : '');
  return (
    <fieldset className="d-cluster">
      <legend>{t('cluster')} <span className="d-caption">{t('clusterNote')}</span></legend>
      <div className="d-cluster-list">
        {others.map(({ id, title, isTaken }) => <Checkbox key={id} checked={isTaken} onChange={() => desk.take(id)}>{title}<span className="d-caption">{note(id)}</span></Checkbox>)}
        {others.length > 0 && <span className="d-caption">{t('all')} <KeyCap>A</KeyCap></span>}
        {hidden > 0 && <span className="d-caption">{t('clusterHidden', { count: hidden })}</span>}
      </div>
    </fieldset>
  );
}
