import { failure, useAsk, useFormat } from '@dossier/client';
import { Facts, Failed, Section, SideDrawer, TableTwin, useText, Waiting } from '@dossier/ui';
import { AuditEntryDocument } from './audit.documents';
import type { EntryRow } from './AuditScreen';
import { auditText } from './audit.text';
import { useSayActor, useSayCode, useSayObject, useSayTable } from './audit.words';

type Values = Record<string, unknown>;
const values = (of: unknown): Values => (typeof of === 'object' && of !== null ? (of as Values) : {});

/** One act with the rows that hang under it; personal columns stand masked. */
export function AuditEntryDrawer({ entry, title, onClose }: { entry: EntryRow; title: string; onClose: () => void }) {
  const t = useText(auditText);
  const sayObject = useSayObject();
  const sayActor = useSayActor();
  const sayCode = useSayCode();
  const sayTable = useSayTable();
  const format = useFormat();
  const ask = useAsk(AuditEntryDocument, { requestId: entry.requestId }, { skip: !entry.requestId || !entry.changeCount });
  const changes = ask.data?.auditEntries?.nodes.find(one => one.id === entry.id)?.changes ?? [];
  const shown = (value: unknown) => (value === null || value === undefined ? t('empty') : typeof value === 'object' ? JSON.stringify(value) : String(value));
  const columns = [{ key: 'field', title: t('field') }, { key: 'before', title: t('before') }, { key: 'after', title: t('after') }];
  return (
    <SideDrawer open title={title} onClose={onClose}>
      <Facts items={[
        { label: t('at'), value: format.instant(entry.at) }, { label: t('actor'), value: sayActor(entry.actorName, t('nobody')) }, { label: t('object'), value: [sayObject(entry.object), entry.objectId].filter(Boolean).join(' · ') },
        { label: t('outcome'), value: t((entry.outcome ?? 'DONE') as 'DONE') }, { label: t('reason'), value: entry.reason ?? sayCode(entry.code) }, { label: t('requestId'), value: entry.requestId ?? '–' }, { label: t('ip'), value: entry.ip ?? '–' },
      ]} />
      {ask.isPending && <Waiting rows={4} />}
      {ask.isError && <Failed {...failure(ask.error)} />}
      {ask.isSuccess && changes.length === 0 && <p className="d-caption d-quiet">{t('noChanges')}</p>}
      {changes.map((change, at) => {
        const [before, after] = [values(change.before), values(change.after)];
        const names = (change.fields ?? [...new Set([...Object.keys(before), ...Object.keys(after)])]).filter(name => name !== 'version' || !change.fields || change.fields.length === 1);
        const word = (['INSERT', 'UPDATE', 'DELETE'] as const).find(name => name === change.operation);
        return <Section key={at} title={sayTable(change.table)} note={word ? t(word) : change.operation}><TableTwin label={change.table ?? ''} columns={columns} rows={names.map(name => ({ field: name, before: shown(before[name]), after: shown(after[name]) }))} /></Section>;
      })}
    </SideDrawer>
  );
}
