import { Button, Checkbox, Progress, Table } from 'antd';
import { CircleAlert } from 'lucide-react';
import { FigureStrip, Icon, Section, Waiting, useText, type Figure } from '@dossier/ui';
import { useRef } from 'react';
import type { Corrections } from '../import.rules';
import type { ImportProblem, ImportRecord } from '../import.types';
import { importsText } from '../imports.text';
import { BadRows } from './BadRows';

interface DryRunProps {
  record: ImportRecord;
  corrections: Corrections;
  sameKind: boolean;
  onSameKind: (same: boolean) => void;
  onCorrect: (row: number, column: string, value: string) => void;
}

/** What a commit would do: four counts, each kind of problem with its remedy, and the rows to put right. */
export function DryRun({ record, corrections, sameKind, onSameKind, onCorrect }: DryRunProps) {
  const t = useText(importsText);
  const rows = useRef<HTMLDivElement>(null);
  const counts = useCounts(record);
  if (record.state === 'CHECKING') return <UnderWay done={record.job?.done ?? 0} total={record.job?.total ?? record.rowCount ?? null} kind="checking" />;
  const problems = record.problems ?? [];
  const failed = record.failedCount ?? 0;
  const show = () => {
    rows.current?.scrollIntoView({ block: 'start' });
    rows.current?.querySelector('input')?.focus();
  };
  const same = <Checkbox checked={sameKind} onChange={(event) => onSameKind(event.target.checked)}>{t('sameKind')}</Checkbox>;
  const shownRows = record.problemRows?.nodes ?? [];
  return (
    <>
      <FigureStrip figures={counts} />
      {failed === 0 && <p className="d-note">{t('noProblems')}</p>}
      {problems.length > 0 && (
        <Section title={t('problems')} note={t('problemsOf', { rows: failed, kinds: problems.length })} extra={<a href={`/api/imports/${record.id}/failed`} download>{t('download', { count: failed })}</a>}>
          <ProblemTable problems={problems} onCorrect={show} />
        </Section>
      )}
      {shownRows.length > 0 && (
        <div ref={rows}>
          <Section title={t('badRows')} note={shownRows.length < failed ? t('badRowsShown', { count: shownRows.length }) : undefined} extra={same}>
            <BadRows record={record} corrections={corrections} onCorrect={onCorrect} />
          </Section>
        </div>
      )}
    </>
  );
}

function useCounts(record: ImportRecord): Figure[] {
  const t = useText(importsText);
  const figure = (count: number | null | undefined): string => (count ?? 0).toLocaleString('en-US');
  const failed = record.failedCount ?? 0;
  return [
    { label: t('countNew'), value: figure(record.newCount), note: t('countNewNote') },
    { label: t('countChanged'), value: figure(record.changedCount), note: t('countChangedNote') },
    { label: t('countSame'), value: figure(record.sameCount), note: t('countSameNote') },
    { label: t('countFailed'), value: failed > 0 ? <span className="d-tone-error">{figure(failed)} <Icon of={CircleAlert} size={20} /></span> : '0', note: t('countFailedNote') },
  ];
}

function ProblemTable({ problems, onCorrect }: { problems: readonly ImportProblem[]; onCorrect: () => void }) {
  const t = useText(importsText);
  const example = (problem: ImportProblem) => (problem.rowNo ? t('exampleRow', { row: problem.rowNo, value: problem.example ?? '' }) : problem.example);
  return (
    <Table<ImportProblem> size="small" rowKey={(problem) => `${problem.code}:${problem.column}`} dataSource={[...problems]} pagination={false} scroll={{ x: 760 }}
      columns={[
        { title: t('problem'), render: (_, problem) => problem.message },
        { title: t('problemRows'), align: 'right', width: 88, className: 'd-cell-right', render: (_, problem) => problem.count.toLocaleString('en-US') },
        { title: t('column'), width: 136, render: (_, problem) => problem.column ?? t('none') },
        { title: t('example'), width: 200, render: (_, problem) => <span className="d-note">{example(problem)}</span> },
        { title: t('remedy'), render: (_, problem) => problem.remedy },
        { title: <span className="d-unseen">{t('act')}</span>, width: 96, align: 'right', render: () => <Button size="small" onClick={onCorrect}>{t('correct')}</Button> },
      ]} />
  );
}

const WORDS = { checking: ['checking', 'checkingStart'], committing: ['committing', 'committingStart'] } as const;

/** A job on its way, told in rows; the page may be left. */
export function UnderWay({ done, total, kind }: { done: number; total: number | null; kind: 'checking' | 'committing' }) {
  const t = useText(importsText);
  const [counted, starting] = WORDS[kind];
  const words = total ? t(counted, { done, total }) : t(starting);
  return (
    <div className="import-progress" role="status">
      <p>{words}</p>
      <Progress aria-label={words} percent={total ? Math.floor((done / total) * 100) : 0} strokeLinecap="butt" size={{ height: 4 }} />
      <p className="d-caption">{t('mayLeave')}</p>
      {!total && <Waiting rows={3} />}
    </div>
  );
}
