import { Button } from 'antd';
import { Page, useText } from '@dossier/ui';
import { useState } from 'react';
import { correct, correctedRows, countCorrections, type Corrections } from '../import.rules';
import { importsText } from '../imports.text';
import { DryRun } from './DryRun';
import type { StepProps } from './step';

/** The result of the dry run, corrections in place, and the commit with its number. */
export function CheckStep({ record, verbs, go, head }: StepProps) {
  const t = useText(importsText);
  const [corrections, setCorrections] = useState<Corrections>({});
  const [sameKind, setSameKind] = useState(false);
  const checking = record.state === 'CHECKING';
  const good = (record.newCount ?? 0) + (record.changedCount ?? 0);
  const waiting = countCorrections(corrections);
  const save = async () => {
    if (await verbs.correct(correctedRows(corrections), sameKind)) setCorrections({});
  };
  const verb = waiting > 0
    ? <Button type="primary" disabled={verbs.busy} onClick={() => void save()}>{t('saveCorrections', { count: waiting })}</Button>
    : <Button type="primary" disabled={verbs.busy || good === 0} onClick={() => void verbs.commit()}>{t('commitVerb', { count: good })}</Button>;
  const foot = checking ? undefined : (
    <>
      <span className="import-foot-words">{good === 0 && waiting === 0 ? t('nothingToCommit') : t('commitNote')}</span>
      <Button onClick={() => go('rules')}>{t('backToRules')}</Button>
      {verb}
    </>
  );
  return (
    <Page title={t('checkTitle')} note={t('nothingWritten')} help="import" footBar={foot}
      crumbs={[{ label: t('title'), to: '/imports' }, { label: `${record.fileName ?? ''} · ${t('rowsOf', { count: record.rowCount ?? 0 })}` }]}>
      {head}
      <DryRun record={record} corrections={corrections} sameKind={sameKind} onSameKind={setSameKind} onCorrect={(row, column, value) => setCorrections((all) => correct(all, row, column, value))} />
    </Page>
  );
}
