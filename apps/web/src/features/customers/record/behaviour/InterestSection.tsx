import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { failure, Moment, TopicChoicesDocument, useAsk, useFormat, useMay, useSave, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { ClearInterestDocument, InterestProfileDocument, SetInterestDocument } from './behaviour.documents';
import { behaviourText } from './behaviour.text';
import { EvidenceDrawer } from './EvidenceDrawer';

type Profile = NonNullable<AnswerOf<typeof InterestProfileDocument>['interestProfile']>;
export type Interest = NonNullable<Profile['interests']>[number];

const REFRESHED = ['interestProfile', 'interestEvidence', 'customer', 'customers'];
const AGAIN_MS = 2_000;

/** Interests as bars, the strongest first; each says why, and can be turned down. */
export function InterestSection({ id }: { id: string }) {
  const t = useText(behaviourText);
  const may = useMay('interest.write');
  const [why, setWhy] = useState<Interest | null>(null);
  // What is about to be counted is looked at again until it has been.
  const ask = useAsk(InterestProfileDocument, { id }, { refetchInterval: (answer) => (answer?.interestProfile?.freshness === 'PENDING' ? AGAIN_MS : false) });
  const profile = ask.data?.interestProfile;
  const interests = profile?.interests ?? [];
  const most = Math.max(1, ...interests.map((interest) => interest.score ?? 0));
  return (
    <Section title={t('interests')} note={profile && <Fresh profile={profile} />}>
      {ask.isPending && <Waiting rows={3} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {profile && interests.length === 0 && <EmptyState title={t('noInterests')} text={t('noInterestsText')} />}
      <ul className="interest-list">{interests.map((interest) => <InterestLine key={interest.topicId} id={id} interest={interest} most={most} onWhy={() => setWhy(interest)} />)}</ul>
      {may && <Declare id={id} known={interests} />}
      {why && <EvidenceDrawer id={id} interest={why} onClose={() => setWhy(null)} />}
    </Section>
  );
}

function Fresh({ profile }: { profile: Profile }) {
  const t = useText(behaviourText);
  const isFresh = profile.freshness === 'FRESH';
  return (
    <>
      <StateDot tone={isFresh ? 'ok' : 'warn'}>{t(isFresh ? 'fresh' : 'pending')}</StateDot>
      {profile.computedAt && <> {t('computed')} <Moment at={profile.computedAt} /></>}
    </>
  );
}

function InterestLine({ id, interest, most, onWhy }: { id: string; interest: Interest; most: number; onWhy: () => void }) {
  const t = useText(behaviourText);
  const format = useFormat();
  const name = interest.topic?.name ?? '';
  const score = interest.score ?? 0;
  return (
    <li className="interest">
      <span className="interest-name"><span>{name}</span>{interest.parent && <span className="d-caption">{interest.parent.name}</span>}</span>
      <span>
        <span className="interest-bar" aria-hidden><i style={{ inlineSize: `${Math.round((score / most) * 100)}%` }} /></span>
        <span className="interest-figures">
          {interest.refused ? <span>{t('refusedMark')}</span> : <span>{t('score', { score: score.toFixed(1) })}</span>}
          {(interest.eventCount ?? 0) > 0 && <span>{t('ofEvents', { count: format.number(interest.eventCount) })}</span>}
          {(interest.declared ?? 0) > 0 && <span>{t('declaredMark')}</span>}
          {interest.lastAt && <Moment at={interest.lastAt} />}
        </span>
      </span>
      <span className="interest-verbs">
        <Button type="text" size="small" aria-label={t('whyThing', { topic: name })} onClick={onWhy}>{t('why')}</Button>
        <Verbs id={id} interest={interest} />
      </span>
    </li>
  );
}

/** Turning down, allowing again, taking back: each can be undone where it is told. */
function Verbs({ id, interest }: { id: string; interest: Interest }) {
  const t = useText(behaviourText);
  const may = useMay('interest.write');
  const facts = { topic: interest.topic?.name ?? '' };
  const topic = interest.topicId ?? '';
  // What stood before: by the time of an undo the answer has changed already.
  const was = useRef(interest.choice);
  const back = useSave(SetInterestDocument, { refreshes: REFRESHED, loud: true });
  const clear = useSave(ClearInterestDocument, { refreshes: REFRESHED, loud: true });
  const refuse = useSave(SetInterestDocument, { refreshes: REFRESHED, loud: true, done: t('refused', facts), undo: () => clear.run({ id, topic }) });
  const allow = useSave(ClearInterestDocument, { refreshes: REFRESHED, loud: true, done: () => t(was.current === 'DECLARED' ? 'undeclared' : 'allowed', facts), undo: () => was.current && back.run({ id, topic, kind: was.current }) });
  const takeBack = () => {
    was.current = interest.choice;
    void allow.run({ id, topic });
  };
  if (!may) return null;
  if (interest.choice) {
    const isDeclared = interest.choice === 'DECLARED';
    return <Button type="text" size="small" disabled={allow.busy} aria-label={t(isDeclared ? 'undeclareThing' : 'allowThing', facts)} onClick={() => takeBack()}>{t(isDeclared ? 'undeclare' : 'allow')}</Button>;
  }
  return <Button type="text" size="small" disabled={refuse.busy} aria-label={t('refuseThing', facts)} onClick={() => void refuse.run({ id, topic, kind: 'NOT_INTERESTED' as never })}>{t('refuse')}</Button>;
}

/** A topic that the customer says they like. */
function Declare({ id, known }: { id: string; known: readonly Interest[] }) {
  const t = useText(behaviourText);
  const ask = useAsk(TopicChoicesDocument, {});
  const [topic, setTopic] = useState<string | null>(null);
  const topics = (ask.data?.topics ?? []).filter((one) => !known.some((interest) => interest.topicId === one.id && interest.choice));
  const name = topics.find((one) => one.id === topic)?.name ?? '';
  const declare = useSave(SetInterestDocument, { refreshes: REFRESHED, loud: true, done: t('declaredDone', { topic: name }), onDone: () => setTopic(null) });
  if (topics.length === 0) return null;
  return (
    <div className="interest-declare">
      <Select aria-label={t('declareWhich')} placeholder={t('declareWhich')} value={topic} onChange={setTopic} showSearch={{ optionFilterProp: 'label' }} options={topics.map((one) => ({ value: one.id, label: one.parent ? `${one.parent.name} › ${one.name}` : one.name }))} />
      <Button disabled={!topic || declare.busy} onClick={() => topic && void declare.run({ id, topic, kind: 'DECLARED' as never })}>{t('declare')}</Button>
    </div>
  );
}
