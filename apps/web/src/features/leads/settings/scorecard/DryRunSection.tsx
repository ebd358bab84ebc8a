import { Button, Progress } from 'antd';
import { failure, useAsk, useFormat, useJob, useSave } from '@dossier/client';
import { categoryAxis, Chart, Failed, quietFrame, Row, Rows, Section, TableTwin, useText, valueAxis, Waiting, type Palette } from '@dossier/ui';
import { Link } from '@tanstack/react-router';
import { DryRunScorecardDocument, LatestDryRunDocument, type DryRunResult, type Scorecard } from './scorecard.documents';
import { scorecardText } from './scorecard.text';

const right = 'right' as const;

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
      {run?.state === 'DONE' && <Result result={run.result as DryRunResult} asOf={run.computedAt} />}
    </Section>
  );
}

function RunningDry({ jobId }: { jobId: string | null | undefined }) {
  const t = useText(scorecardText);
  const job = useJob(jobId, ['latestDryRun']);
  return <div role="status"><span>{t('running')}</span><Progress percent={job.percent ?? 0} strokeLinecap="butt" size={{ height: 4 }} aria-label={t('running')} showInfo={job.percent !== null} /></div>;
}

function Result({ result, asOf }: { result: DryRunResult; asOf: string | null | undefined }) {
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
      <Changes result={result} />
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
      <h3>{t('conversion')}</h3>
      <p className={holds === false ? 'd-tone-warning' : 'd-note'} role={holds === false ? 'alert' : undefined}>{t(holds === null ? 'holdsUnknown' : holds ? 'holds' : 'holdsNot')}</p>
      <TableTwin whole label={t('conversion')} rows={rows} columns={[{ key: 'grade', title: t('grade') }, { key: 'closed', title: t('closed'), align: right }, { key: 'won', title: t('won'), align: right }, { key: 'rate', title: t('rate'), align: right }, { key: 'range', title: t('range'), align: right }]} />
      <p className="d-note">{t('conversionNote')}</p>
    </>
  );
}

const MOST_LINKS = 20;

/** Who would change, as far as they are told one by one. */
function Changes({ result: { changes, changed } }: { result: DryRunResult }) {
  const t = useText(scorecardText);
  if (changes.length === 0) return null;
  return (
    <>
      <h3>{t('changed')}</h3>
      <p className="d-note">{changes.map((own) => t('change', { from: own.from, to: own.to, count: own.count })).join(' · ')}</p>
      <Rows label={t('changed')}>{changed.slice(0, MOST_LINKS).map(({ id, from, to, score }, at) => <Row key={id} title={`${from} → ${to}`} value={score} verb={<Link to={`/leads/${id}` as string} aria-label={`${t('open')} ${at + 1}`}>{t('open')}</Link>} />)}</Rows>
    </>
  );
}
