import { Button } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { FigureStrip, NothingFound, useText } from '@dossier/ui';
import type { ImportRecord } from '../import.types';
import { importsText } from '../imports.text';
import { UnderWay } from './DryRun';

const TARGETS = { CUSTOMERS: '/customers', PRODUCTS: '/products', ORDERS: '/orders', LEADS: '/leads' } as const;
const SEE = { CUSTOMERS: 'seeCUSTOMERS', PRODUCTS: 'seePRODUCTS', ORDERS: 'seeORDERS', LEADS: 'seeLEADS' } as const;

interface CommitReportProps { record: ImportRecord; onCommit: () => void; onRevert: () => void }

/** From the commit on: progress, the report whose four counts add up to the file, and the way back. */
export function CommitReport({ record, onCommit, onRevert }: CommitReportProps) {
  const t = useText(importsText);
  switch (record.state) {
    case 'COMMITTING': return <UnderWay done={record.job?.done ?? 0} total={record.job?.total ?? record.rowCount ?? null} kind="committing" />;
    case 'REVERTING': return <div className="import-progress" role="status"><p>{t('reverting')}</p></div>;
    case 'CANCELLED': return <NothingFound title={t('cancelledTitle')} text={t('cancelledText')} actions={<AgainLink />} />;
    case 'REVERTED': return <NothingFound title={t('revertedTitle')} text={t('revertedText')} actions={<AgainLink />} />;
    default: return <Report record={record} onCommit={onCommit} onRevert={onRevert} />;
  }
}

function AgainLink() {
  const t = useText(importsText);
  return <Link to="/imports/new">{t('start')}</Link>;
}

function Report({ record, onCommit, onRevert }: CommitReportProps) {
  const t = useText(importsText);
  const figure = (count: number | null | undefined): string => (count ?? 0).toLocaleString('en-US');
  const navigate = useNavigate();
  const failed = record.failedCount ?? 0;
  const kind = record.kind ?? 'CUSTOMERS';
  const stopped = record.state === 'FAILED';
  return (
    <div role="status">
      <FigureStrip figures={[
        { label: t('inserted'), value: figure(record.insertedCount) },
        { label: t('updated'), value: figure(record.updatedCount) },
        { label: t('skipped'), value: figure(record.skippedCount) },
        { label: t('failed'), value: figure(record.failedCount) },
      ]} />
      {stopped && <p className="d-note"><b>{t('failedTitle')}</b> {t('failedText')}</p>}
      <div className="import-verbs">
        {stopped ? <Button type="primary" onClick={onCommit}>{t('commitAgain')}</Button> : <Button type="primary" onClick={() => void navigate({ to: TARGETS[kind] })}>{t(SEE[kind])}</Button>}
        {failed > 0 && <Button href={`/api/imports/${record.id}/failed`} download>{t('download', { count: failed })}</Button>}
        {record.canRevert && <Button onClick={onRevert}>{t('revert')}</Button>}
      </div>
    </div>
  );
}
