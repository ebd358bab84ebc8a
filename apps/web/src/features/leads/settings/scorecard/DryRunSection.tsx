import { Button, Progress } from 'antd';
import { failure, useAsk, useFormat, useJob, useSave, type AnswerOf } from '@dossier/client';
import { categoryAxis, Chart, Failed, quietFrame, Row, Rows, Section, TableTwin, useText, valueAxis, Waiting, type Palette } from '@dossier/ui';
import { Link } from '@tanstack/react-router';
import { DryRunScorecardDocument, LatestDryRunDocument, type DryRunResult, type Scorecard } from './scorecard.documents';
import { scorecardText } from './scorecard.text';

const right = 'right' as const;
type Changed = NonNullable<NonNullable<NonNullable<AnswerOf<typeof LatestDryRunDocument>['latestDryRun']>['changed']>[number]>;

/** What a scorecard would do to the leads of the last 90 days. */
export function DryRunSection({ card }: { card: Scorecard }) {
  const t = useText(scorecardText);
  const ask = useAsk(LatestDryRunDocument, { scorecardId: card.id });
  const start = useSave(DryRunScorecardDocument, { refreshes: ['latestDryRun'], loud: true });
  const run = ask.data?.latestDryRun;
  const running = run?.state === 'RUNNING';
  return (
    <Section title={t('dryRun')} note={t('dryRunNote')} extra={<Button size="small" disabled={running} loading={start.busy} onClick={() => void start.run({ id: card.id })}>{t(card.state === 'DRAFT' ? 'runDry' : 'runDryOf')}</Button>}>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && !run && <p className="d-note">{t('dryEmpty')}</p>}
      {running && <RunningDry jobId={run.jobId} />}
      {run?.state === 'FAILED' && <p role="alert" className="d-tone-error">{t('dryFailed')}</p>}
      {run?.state === 'DONE' && run.scorecardVersion !== card.version && card.state === 'DRAFT' && <p className="d-tone-warning">{t('dryOld')}</p>}
      {run?.state === 'DONE' && <Result result={run.result as DryRunResult} changed={run.changed ?? []} asOf={run.computedAt} />}
    </Section>
  );
}

function RunningDry({ jobId }: { jobId: string | null | undefined }) {
  const t = useText(scorecardText);
  const job = useJob(jobId, ['latestDryRun']);
  return <div role="status"><span>{t('running')}</span><Progress percent={job.percent ?? 0} strokeLinecap="butt" size={{ height: 4 }} aria-label={t('running')} showInfo={job.percent !== null} /></div>;
}

function Result({ result, changed: named, asOf }: { result: DryRunResult; changed: readonly Changed[]; asOf: string | null | undefined }) {
  const t = useText(scorecardText);
  const format = useFormat();
  if (result.leads === 0) return <p className="d-note">{t('dryNone')}</p>;
  const changed = result.changes.reduce((sum, { count }) => sum + count, 0);
  const leads = result.grades.map(({ grade }) => ({ to: '/leads', search: { filter: { grade: { in: [grade] } } } }));
  return (
    <>
      <Chart title={t('changeFinding', { leads: result.leads, changed })} unit={t('gradeUnit')} asOf={asOf ? format.dayShort(asOf.slice(0, 'YYYY-MM-DD'.length)) : ''} option={(palette) => gradeOption(palette, result, [t('now'), t('then')])}
        table={{ columns: [{ key: 'grade', title: t('grade') }, { key: 'now', title: t('now'), align: right }, { key: 'then', title: t('then'), align: right }], rows: result.grades.map(({ grade, now, then }) => ({ grade, now, then })), leads }} />
      {result.unscored > 0 && <p className="d-note">{t('unscored', { n: result.unscored })}</p>}
      <Conversion result={result} />
      <Changes changes={result.changes} changed={named} />
    </>
  );
}

function gradeOption(palette: Palette, { grades }: DryRunResult, [now, then]: readonly [string, string]) {
  return {
    ...quietFrame(palette), legend: { top: 0, right: 0, textStyle: { color: palette.ink2 } }, xAxis: categoryAxis(palette, grades.map(({ grade }) => grade)), yAxis: valueAxis(palette),
    series: [{ type: 'bar', name: now, itemStyle: { color: palette.hair2 }, data: grades.map((own) => own.now) }, { type: 'bar', name: then, itemStyle: { color: palette.chart[0] }, data: grades.map((own) => own.then) }],
  };
}

/** Which part of each grade was won, and whether the order of grades is that of conversion. */
function Conversion({ result: { conversion, holds } }: { result: DryRunResult }) {
  const t = useText(scorecardText);
  const format = useFormat();
  const rows = conversion.map(({ grade, closed, won, rate, low, high, isEnough }) => ({
    grade, closed, won, rate: isEnough && rate !== null ? format.percent(rate) : t('tooFew', { found: closed }), range: isEnough && low !== null && high !== null ? `${format.percent(low)} – ${format.percent(high)}` : '–',
  }));
  return (
    <>
      <h3 className="score-part">{t('conversion')}</h3>
      <p className={holds === false ? 'd-tone-warning' : 'd-note'} role={holds === false ? 'alert' : undefined}>{t(holds === null ? 'holdsUnknown' : holds ? 'holds' : 'holdsNot')}</p>
      <TableTwin whole label={t('conversion')} rows={rows} columns={[{ key: 'grade', title: t('grade') }, { key: 'closed', title: t('closed'), align: right }, { key: 'won', title: t('won'), align: right }, { key: 'rate', title: t('rate'), align: right }, { key: 'range', title: t('range'), align: right }]} />
      <p className="d-note">{t('conversionNote')}</p>
    </>
  );
}

/** Who would change: the first by name, each a way to the lead. */
function Changes({ changes, changed }: { changes: DryRunResult['changes']; changed: readonly Changed[] }) {
  const t = useText(scorecardText);
  if (changes.length === 0) return null;
  const all = changes.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h3 className="score-part">{t('changed')}</h3>
      <p className="d-note">{changes.map((own) => t('change', { from: own.from, to: own.to, count: own.count })).join(' · ')}</p>
      {all > changed.length && <p className="d-note">{t('changedFirst', { shown: changed.length, all })}</p>}
      <Rows label={t('changed')}>{changed.map((one, at) => <Change key={one.lead?.id ?? at} change={one} />)}</Rows>
    </>
  );
}

function Change({ change: { from, to, score, lead } }: { change: Changed }) {
  const t = useText(scorecardText);
  const name = lead?.customer?.name ?? lead?.customer?.companyName ?? lead?.customer?.archiveNo ?? t('lead');
  return <Row title={lead ? <Link to={`/leads/${lead.id}` as string}>{name}</Link> : t('outOfReach')} {...(lead?.subject && { note: lead.subject })} value={t('changeOf', { from: from ?? '', to: to ?? '', score: score ?? 0 })} />;
}
