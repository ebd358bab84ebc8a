import { Button } from 'antd';
import { dropAllDrafts, failure, queryClient, useAsk, useFormat, useSave, useViewer, type AnswerOf } from '@dossier/client';
import { permissions, type Permission } from '@dossier/vocabulary/permissions';
import { Failed, Row, Rows, Section, useLanguage, useListing, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { ActForDocument, DelegationsDocument, EndDelegationDocument } from './delegation.documents';
import { delegationText } from './delegation.text';
import { NewDelegation } from './NewDelegation';

type One = NonNullable<AnswerOf<typeof DelegationsDocument>['delegations']>[number];
const SHOWN = 10;

/** What one has lent and what was lent to one, with the way to act by it. */
export function Delegations() {
  const t = useText(delegationText);
  const me = useViewer();
  const ask = useAsk(DelegationsDocument, {}, { staleTime: 0 });
  const [adding, setAdding] = useState(false);
  const all = [...(ask.data?.delegations ?? [])].reverse().sort((a, b) => Number(a.state === 'ENDED') - Number(b.state === 'ENDED')).slice(0, SHOWN);
  return (
    <Section title={t('title')}>
      <p className="d-note d-quiet">{t('intro')}</p>
      {ask.isPending && <Waiting rows={2} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && all.length === 0 && <p className="d-note d-quiet">{t('none')}</p>}
      {all.length > 0 && <Rows label={t('title')}>{all.map(one => <DelegationRow key={one.id} one={one} mine={one.fromId === me.id} />)}</Rows>}
      {!me.actingFor && <div className="d-form-verbs"><Button onClick={() => setAdding(true)}>{t('newOne')}</Button></div>}
      {adding && <NewDelegation onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** Everything on the screen belongs to one person: with another in their place it is asked anew. */
const startAgain = () => {
  dropAllDrafts();
  queryClient.clear();
  window.location.assign('/');
};

function DelegationRow({ one, mine }: { one: One; mine: boolean }) {
  const t = useText(delegationText);
  const language = useLanguage();
  const listing = useListing();
  const format = useFormat();
  const end = useSave(EndDelegationDocument, { loud: true, refreshes: ['delegations', 'me'], done: t('ended') });
  const act = useSave(ActForDocument, { loud: true, onDone: startAgain });
  const name = (mine ? one.to?.name : one.from?.name) ?? '';
  const words = listing((one.words ?? []).map(word => permissions[word as Permission]?.[language] ?? word));
  const isLive = one.state === 'LIVE';
  return (
    <Row title={`${t(mine ? 'toThem' : 'fromThem', { name })} · ${t(one.state ?? 'ENDED')}`} note={<>{words} · {t('until', { at: format.instant(one.until) })} · {one.reason}</>}
      verb={one.state === 'ENDED' ? null : (
        <>
          {!mine && isLive && <Button size="small" disabled={act.busy} onClick={() => void act.run({ userId: one.fromId ?? '' })}>{t('actFor', { name })}</Button>}
          <Button size="small" type="text" disabled={end.busy} aria-label={t('endOf', { name })} onClick={() => void end.run({ id: one.id })}>{t('end')}</Button>
        </>
      )} />
  );
}
