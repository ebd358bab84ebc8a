import { failure, useAsk, useFormat } from '@dossier/client';
import { Failed, Section, TableTwin, useText, Waiting } from '@dossier/ui';
import { GradeReportDocument } from './scorecard.documents';
import { scorecardText } from './scorecard.text';

const right = 'right' as const;

/** How the grades of the model came true: what it said of each grade, what came, and whether the order holds. */
export function HeldSection() {
  const t = useText(scorecardText);
  const format = useFormat();
  const ask = useAsk(GradeReportDocument, {});
  const report = ask.data?.leadGradeReport;
  const grades = report?.grades ?? [];
  const isEmpty = grades.every(({ closed }) => !closed);
  const share = (value: number | null | undefined) => (typeof value === 'number' ? format.percent(value) : '–');
  const rows = grades.map(({ grade, closed, won, predicted, rate, low, high }) => ({
    grade: grade ?? '', closed: closed ?? 0, won: won ?? 0, predicted: share(predicted), rate: typeof rate === 'number' ? share(rate) : t('tooFew', { found: closed ?? 0 }), range: typeof low === 'number' ? `${share(low)} – ${share(high)}` : '–',
  }));
  const holds = report?.holds;
  return (
    <Section title={t('held')} note={report && !isEmpty ? t('heldNote') : undefined}>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {report && isEmpty && <p className="d-note">{t(report.isInForce ? 'heldFew' : 'heldNone')}</p>}
      {report && !isEmpty && (
        <>
          <p className={holds === false ? 'd-tone-warning' : 'd-note'} role={holds === false ? 'alert' : undefined}>{t(typeof holds !== 'boolean' ? 'heldUnknown' : holds ? 'heldHolds' : 'heldHoldsNot')}</p>
          <TableTwin whole label={t('held')} rows={rows} columns={[{ key: 'grade', title: t('grade') }, { key: 'closed', title: t('closed'), align: right }, { key: 'won', title: t('won'), align: right }, { key: 'predicted', title: t('predicted'), align: right }, { key: 'rate', title: t('rate'), align: right }, { key: 'range', title: t('range'), align: right }]} />
        </>
      )}
    </Section>
  );
}
