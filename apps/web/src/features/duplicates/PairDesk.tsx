import { Alert, Button, Segmented } from 'antd';
import { ArrowLeftRight } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { Failed, Icon, KeyCap, NotAllowed, useText, Waiting } from '@dossier/ui';
import { failure, useFormat } from '@dossier/client';
import { CompareTable } from './CompareTable';
import { areApart, movesFrom, type Candidate, type Preview, type Rule } from './desk';
import { duplicatesText, matchingWords, mergingWords } from './duplicates.text';
import { ClusterChoice } from './ClusterChoice';
import { usePairDesk, type PairDeskState } from './usePairDesk';

const RULES = ['USUAL', 'NEWEST', 'MOST_TRUSTED', 'LONGEST'] as const;

/** One pair side by side: what both say, whose value will stand, what moves, and the decision. */
export function PairDesk({ candidate }: { candidate: Candidate }) {
  const t = useText(duplicatesText);
  const desk = usePairDesk(candidate);
  const verbs = (
    <div className="d-merging-verbs">
      <Button disabled={desk.busy} onClick={desk.different}>{t('different')}<KeyCap>D</KeyCap></Button>
      {desk.preview && <Button type="primary" loading={desk.busy} onClick={desk.merge}>{desk.sides.length > 2 ? t('mergeMany', { count: desk.sides.length }) : t('merge')}<KeyCap>Enter</KeyCap></Button>}
    </div>
  );
  return (
    <div className="d-merging-pair">
      <Reasons candidate={candidate} />
      {!desk.isFar && <ClusterChoice desk={desk} />}
      {desk.isFar && <NotAllowed title={t('farTitle')} text={t('farText')} />}
      {desk.pending && <Waiting />}
      {desk.error !== null && <Failed {...failure(desk.error)} onRetry={desk.retry} />}
      {desk.preview && <Compared desk={desk} preview={desk.preview} />}
      {verbs}
    </div>
  );
}

function Compared({ desk, preview }: { desk: PairDeskState; preview: Preview }) {
  const t = useText(duplicatesText);
  const word = useText(mergingWords);
  const rules = RULES.map((rule) => ({ value: rule, label: rule === 'USUAL' ? t('usual') : word(`MergeRule.${rule}`) }));
  return (
    <>
      <div className="d-merging-bar">
        <Segmented size="small" aria-label={t('rule')} options={rules} value={desk.settled.rule ?? 'USUAL'} onChange={(rule) => desk.setRule(rule === 'USUAL' ? null : (rule as Rule))} />
        <Button size="small" icon={<Icon of={ArrowLeftRight} />} onClick={desk.swap}>{t('swap')}<KeyCap>S</KeyCap></Button>
        <span className="d-merging-links">{desk.sides.map(({ id, title }) => <Link key={id} to={`/customers/${id}`} aria-label={`${t('open')} ${title}`}>{title}</Link>)}</span>
      </div>
      {areApart(desk.cluster, desk.sides.map(({ id }) => id)) && <Alert type="warning" showIcon title={t('apart')} />}
      <CompareTable fields={desk.fields} sides={desk.sides} settled={desk.settled} active={desk.active} onActive={desk.setActive} onChoose={desk.choose} onKeep={desk.keep} />
      <Moves desk={desk} preview={preview} />
    </>
  );
}

function Moves({ desk, preview }: { desk: PairDeskState; preview: Preview }) {
  const t = useText(duplicatesText);
  const format = useFormat();
  const told = desk.sides.filter(({ stays }) => !stays).map(({ id, title }) => {
    const list = movesFrom(preview.moves, id).map(({ name, count }) => `${name ?? t('others')} ${format.number(count)}`);
    return { id, text: list.length > 0 ? t('moves', { from: title, list: list.join(' · ') }) : t('movesNothing', { from: title }) };
  });
  return <>{told.map(({ id, text }) => <p key={id} className="d-merging-moves">{text}</p>)}</>;
}

/** A weight with its sign: what speaks against is seen at once. */
const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(Math.round(weight * 10) / 10)}`;

function Reasons({ candidate }: { candidate: Candidate }) {
  const t = useText(duplicatesText);
  const format = useFormat();
  const word = useText(matchingWords);
  const reasons = (candidate.reasons ?? []).map(({ field, agreement, weight }) => t('because', { field: word(`MatchField.${field}`), agreement: word(`MatchAgreement.${agreement}`), weight: signed(weight) }));
  const parts = [
    candidate.reason ? t(candidate.reason) : '',
    typeof candidate.weight === 'number' ? t('weight', { weight: format.number(Math.round(candidate.weight * 10) / 10) }) : '',
    typeof candidate.probability === 'number' ? t('sure', { percent: format.percent(candidate.probability) }) : '',
  ];
  return (
    <div className="d-merging-why">
      <p>{parts.filter(Boolean).join(' · ')}</p>
      {reasons.length > 0 && <p className="d-caption">{reasons.join(' · ')}</p>}
    </div>
  );
}
