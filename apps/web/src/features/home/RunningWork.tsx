import { Progress } from 'antd';
import { Link } from '@tanstack/react-router';
import { Moment, useAsk, useMay } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { HomeBatchesDocument, HomeImportsDocument } from './home.documents';
import { homeText } from './home.text';

const SECONDS_3 = 3_000;
const ACTIVE = ['CHECKING', 'COMMITTING', 'REVERTING', 'RUNNING'];
type StateKey = Extract<keyof typeof homeText.table, `state${string}`>;
const isActive = (state?: string | null) => ACTIVE.includes(state ?? '');

/** Imports and bulk edits: under way first, with their progress. */
export function RunningWork() {
  const t = useText(homeText);
  const imports = useMay('customer.import');
  const edits = useMay('customer.update');
  const importRows = useAsk(HomeImportsDocument, {}, { skip: !imports, refetchInterval: answer => (answer?.imports?.nodes.some(row => isActive(row.state)) ? SECONDS_3 : false) }).data?.imports?.nodes ?? [];
  const batchRows = (useAsk(HomeBatchesDocument, {}, { skip: !edits }).data?.operationBatches?.nodes ?? []).filter(batch => batch.kind === 'BULK_EDIT');
  if (!imports && !edits) return null;
  const sayState = (state?: string | null) => t(`state${state ?? 'RUNNING'}` as StateKey);
  return (
    <Section title={t('jobs')} extra={imports && <Link to="/imports">{t('allImports')}</Link>}>
      {importRows.length + batchRows.length === 0 && <p className="d-caption d-quiet">{t('noJobs')}</p>}
      <Rows label={t('jobs')}>
        {importRows.map(one => (
          <Row key={one.id} title={<Link className="d-name" to={`/imports/${one.id}`}>{one.fileName}</Link>} note={<>{sayState(one.state)}{one.rowCount ? ` · ${t('rows', { count: one.rowCount })}` : ''} · <Moment at={one.createdAt} /></>}
            value={isActive(one.state) && one.job?.total ? <Progress percent={Math.floor((100 * (one.job.done ?? 0)) / one.job.total)} strokeLinecap="butt" size={{ height: 4, width: 160 }} aria-label={t('progress', { name: one.fileName ?? '' })} /> : undefined} />
        ))}
        {batchRows.map(one => <Row key={one.id} title={one.title ?? sayState(one.state)} note={<>{sayState(one.state)}{one.rowCount ? ` · ${t('rows', { count: one.rowCount })}` : ''} · <Moment at={one.createdAt} /></>} />)}
      </Rows>
    </Section>
  );
}
