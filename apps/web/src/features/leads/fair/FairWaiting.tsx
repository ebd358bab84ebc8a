import { Alert, Button } from 'antd';
import { Moment } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { csvOf, type FairEntry } from './fair.rules';
import { fairText } from './fair.text';
import type { Fair } from './useFair';

/** What waits on this phone, newest first, and the two ways off it. */
export function FairWaiting({ fair, maySend }: { fair: Fair; maySend: boolean }) {
  const t = useText(fairText);
  const { waiting, sending, sent, fault, passes } = fair;
  const save = () => download(csvOf(waiting, {
    plain: [t('key'), t('at'), t('name'), t('companyName'), t('phone'), t('email'), t('interest'), t('note'), t('grade'), t('fair'), t('source')],
    agreedTo: (purpose) => t('consentColumn', { purpose }), agreed: t('yes'), proof: t('proofColumn'), proofOf: (wording, fair) => t('proof', { wording, fair: fair.trim() || t('aFair') }),
  }), t('fileName'));
  return (
    <Section title={t('waiting')} note={waiting.length > 0 ? t('waitingCount', { count: waiting.length }) : undefined}>
      <div role="status">{sent !== null && <p className="d-note">{t('sent', { count: sent })}</p>}</div>
      {fault !== null && <Alert role="alert" type="warning" showIcon title={fault} description={passes ? t('again') : undefined} />}
      {waiting.length === 0 ? <p className="d-note">{t('nothing')}</p> : (
        <>
          <Rows>{waiting.toReversed().map((entry) => <Waiting key={entry.key} entry={entry} />)}</Rows>
          <div className="lead-fair-verbs">
            {maySend && <Button onClick={() => void fair.send()} loading={sending}>{sending ? t('sending') : t('send')}</Button>}
            <Button onClick={save}>{t('export')}</Button>
          </div>
          <p className="d-caption">{t('exportHint')}</p>
        </>
      )}
    </Section>
  );
}

function Waiting({ entry }: { entry: FairEntry }) {
  const t = useText(fairText);
  const who = [entry.name, entry.companyName, entry.phone, entry.email].map((text) => text.trim()).find((text) => text !== '') ?? t('nameless');
  return <Row title={who} note={entry.interest.trim() || undefined} value={<>{entry.grade} <Moment at={entry.at} /></>} />;
}

function download(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
