import { Button } from 'antd';
import { Download, RefreshCw } from 'lucide-react';
import { failure, Moment, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { EmptyState, Failed, FigureStrip, Icon, NotAllowed, Page, useText, Waiting, type Figure } from '@dossier/ui';
import { QualityCharts } from './QualityCharts';
import { QualityTables } from './QualityTables';
import { qualityText } from './quality.text';
import { sheetOf } from './quality.sheet';
import type { Report } from './quality.types';
import { MeasureQualityDocument, QualityReportsDocument } from './upkeep.documents';
import { UpkeepTabs } from './UpkeepTabs';
import { terms, wordOf } from './upkeep.words';
import './upkeep.css';

const MONTHS = 24;

export function QualityScreen() {
  const t = useText(qualityText);
  return useMay('upkeep.manage') ? <Quality /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** How good the records are, and how that has changed. */
function Quality() {
  const t = useText(qualityText);
  const ask = useAsk(QualityReportsDocument, { first: MONTHS }, { refetchInterval: 20_000, keep: true });
  const reports = ask.data?.qualityReports?.nodes ?? [];
  const measure = useSave(MeasureQualityDocument, { refreshes: ['qualityReports'], loud: true, done: t('measuring') });
  const verb = <Button icon={<Icon of={RefreshCw} />} aria-busy={measure.busy} onClick={() => void measure.run({})}>{t('measure')}</Button>;
  const latest = reports[0];
  return (
    <Page title={t('title')} help="quality" actions={latest ? <>{verb}<DownloadButton report={latest} /></> : undefined} flush>
      <UpkeepTabs current="quality" />
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && !latest && <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={verb} />}
      {latest && <div className="d-page upkeep-page"><Sheet report={latest} reports={reports} /></div>}
    </Page>
  );
}

function Sheet({ report, reports }: { report: Report; reports: readonly Report[] }) {
  const t = useText(qualityText);
  const format = useFormat();
  return (
    <>
      <p className="d-caption">{t('measured', { month: (report.month ?? '').slice(0, 7), customers: format.number(report.customers ?? 0) })}<Moment at={report.computedAt} /></p>
      <FigureStrip figures={useFigures(report)} />
      <QualityCharts report={report} reports={reports} />
      <QualityTables report={report} />
    </>
  );
}

function useFigures(report: Report): Figure[] {
  const t = useText(qualityText);
  const format = useFormat();
  const share = (value: number | null | undefined) => (value === null || value === undefined ? t('enoughNot') : format.percent(value, 1));
  const { confirmed = 0, corrected = 0, unknown = 0, share: accuracy } = report.accuracy ?? {};
  const total = confirmed + corrected;
  return [
    { label: t('completeness'), value: share(report.completeness), note: t('completenessNote') },
    { label: t('accuracy'), value: share(accuracy), note: accuracy === null || accuracy === undefined ? t('leastFacts', { total }) : t('accuracyNote', { confirmed, total }) },
    { label: t('stale'), value: share(report.staleShare), note: t('staleNote') },
    { label: t('unknown'), value: format.number(unknown), note: t('unknownNote') },
  ];
}

/** The report as a table that any office program reads: the browser makes the file, the figures are on the screen already. */
function DownloadButton({ report }: { report: Report }) {
  const t = useText(qualityText);
  const term = useText(terms);
  const save = () => {
    const text = sheetOf(report, { say: t, word: (type, code) => wordOf(term, type, code) });
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })), download: `quality-${(report.month ?? '').slice(0, 7)}.csv` });
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return <Button icon={<Icon of={Download} />} onClick={save}>{t('download')}</Button>;
}
