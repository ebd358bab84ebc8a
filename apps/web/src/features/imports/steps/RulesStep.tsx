import { Button } from 'antd';
import { Page, useText } from '@dossier/ui';
import { useAsk, useMay, useViewer } from '@dossier/client';
import { useState } from 'react';
import type { ImportRecord } from '../import.types';
import { ImportColleaguesDocument, ImportWordsDocument } from '../imports.documents';
import { importsText } from '../imports.text';
import { ImportRules, rulesSettings, type Choices, type Rules } from './ImportRules';
import type { StepProps } from './step';

type Named = { readonly name?: string | null; readonly email?: string | null };
/** Defaults are read like cells: a word stands for what it names, and an e-mail address for exactly one colleague. */
const options = (things: readonly Named[] | undefined) => (things ?? []).map((thing) => ({ value: thing.email ?? thing.name ?? '', label: thing.name ?? '' }));

function rulesOf(record: ImportRecord): Rules {
  const defaults = (typeof record.defaults === 'object' && record.defaults !== null ? record.defaults : {}) as { owner?: string; tags?: string[]; source?: string };
  return {
    mode: record.mode ?? 'BOTH', key: record.key ?? null, keepFields: [...(record.keepFields ?? [])],
    owner: defaults.owner ?? null, tags: [...(defaults.tags ?? [])], source: defaults.source ?? null,
  };
}

function useImportChoices(): Choices {
  const me = useViewer();
  const words = useAsk(ImportWordsDocument, {});
  const colleagues = useAsk(ImportColleaguesDocument, {}, { skip: !useMay('user.read') });
  const others = options(colleagues.data?.users?.nodes.filter((user) => user.id !== me.id));
  return { owners: [...options([me]), ...others], tags: options(words.data?.tags), sources: options(words.data?.channels) };
}

/** The rules, settled once for the whole file; the verb starts the dry run. */
export function RulesStep({ record, verbs, go, mapping, head }: StepProps) {
  const t = useText(importsText);
  const choices = useImportChoices();
  const [rules, setRules] = useState<Rules>(() => rulesOf(record));
  const used = new Set(Object.values(mapping));
  const check = async () => {
    if ((await verbs.configure(rulesSettings(rules))) && (await verbs.check())) go('check');
  };
  const foot = (
    <>
      <span className="import-foot-words">{t('nothingWritten')}</span>
      <Button onClick={() => go('map')}>{t('back')}</Button>
      <Button type="primary" disabled={verbs.busy} onClick={() => void check()}>{record.rowCount ? t('checkVerb', { count: record.rowCount }) : t('checkVerbAll')}</Button>
    </>
  );
  return (
    <Page title={t('rulesTitle')} help="import" footBar={foot} crumbs={[{ label: t('title'), to: '/imports' }, { label: record.fileName ?? '' }]}>
      {head}
      <ImportRules rules={rules} mapped={(record.fields ?? []).filter((field) => used.has(field.name))} choices={choices} kind={record.kind ?? 'CUSTOMERS'} onChange={setRules} />
    </Page>
  );
}
