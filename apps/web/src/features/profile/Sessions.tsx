import { Button } from 'antd';
import { dropAllDrafts, failure, Moment, queryClient, request, useAsk, useSave } from '@dossier/client';
import { Failed, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { deviceName } from './device';
import { EndAllSessionsDocument, EndMyOtherSessionsDocument, EndMySessionDocument, MySessionsDocument } from './profile.documents';
import { profileText } from './profile.text';

/** Where one is signed in, each with its end. */
export function Sessions() {
  const t = useText(profileText);
  const ask = useAsk(MySessionsDocument, {}, { staleTime: 0 });
  const end = useSave(EndMySessionDocument, { loud: true, refreshes: ['mySessions'], done: t('ended') });
  const others = useSave(EndMyOtherSessionsDocument, { loud: true, refreshes: ['mySessions'], done: t('othersEnded') });
  const leave = async () => {
    await request(EndAllSessionsDocument, {}).catch(() => undefined);
    dropAllDrafts();
    queryClient.clear();
    window.location.assign('/');
  };
  const sessions = ask.data?.mySessions ?? [];
  return (
    <Section title={t('sessions')}>
      {ask.isPending && <Waiting rows={2} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {sessions.length > 0 && (
        <Rows label={t('sessions')}>
          {sessions.map(one => (
            <Row key={one.id} title={deviceName(one.device) ?? t('unknownDevice')} note={<>{one.network ?? '–'} · <Moment at={one.seenAt} /></>}
              verb={one.current ? <span className="d-caption">{t('thisOne')}</span> : <Button size="small" disabled={end.busy} onClick={() => void end.run({ id: one.id })}>{t('end')}</Button>} />
          ))}
        </Rows>
      )}
      <div className="d-quiet d-form-verbs">
        {sessions.length > 1 && <Button disabled={others.busy} onClick={() => void others.run({})}>{t('endOthers')}</Button>}
        <Button onClick={() => void leave()}>{t('signOutEverywhere')}</Button>
      </div>
    </Section>
  );
}
