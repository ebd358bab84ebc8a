import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { errorText, useFormat } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { builderText } from './builder.text';
import { segmentsText } from '../segments.text';
import type { Preview } from './usePreview';
import { CountWords } from './LeafRow';

const SHOWN = 8;

/** How many match now, what part of all they are, and the first of them. */
export function CountPanel({ preview }: { preview: Preview }) {
  const t = useText(builderText);
  const { answer, counting, error, total, asks } = preview;
  return (
    <div className="segment-side">
      <section className="segment-count" aria-label={t('matches')} aria-busy={counting}>
        <p className="d-note">{t('matches')}</p>
        <p className={counting ? 'segment-figure segment-figure-old' : 'segment-figure'} role="status">{answer?.count ? <CountWords counted={answer.count} /> : '–'}</p>
        <p className="d-caption">{counting ? t('counting') : error ? t('countFailed') : asks ? <ShareOf preview={preview} total={total} /> : t('notCounted')}</p>
      </section>
      {error !== null && !counting && <p className="d-fault" role="alert">{errorText(error)} <Button type="link" size="small" onClick={preview.retry}>{t('countAgain')}</Button></p>}
      {answer && <Sample preview={preview} />}
    </div>
  );
}

function ShareOf({ preview, total }: { preview: Preview; total: number | null }) {
  const t = useText(builderText);
  const format = useFormat();
  const counted = preview.answer?.count;
  if (typeof counted?.count !== 'number') return null;
  if (counted.isExact === false) return <>{t('atLeastNote')}</>;
  return total === null || total === 0 ? null : <>{t('ofAll', { total, share: format.percent(counted.count / total) })}</>;
}

function Sample({ preview }: { preview: Preview }) {
  const t = useText(builderText);
  const s = useText(segmentsText);
  const format = useFormat();
  const rows = preview.answer?.customers?.slice(0, SHOWN) ?? [];
  return (
    <Section title={t('sample')}>
      {rows.length === 0
        ? <p className="d-note">{t('noOne')}</p>
        : (
          <Rows label={t('sample')}>
            {rows.map((row) => (
              <Row key={row.id} title={<Link to={`/customers/${row.id}`} target="_blank">{row.name ?? row.companyName ?? row.archiveNo}</Link>}
                note={[row.city, row.summary?.lastOrderOn ? s('lastOrder', { day: format.dayShort(row.summary.lastOrderOn) }) : s('noOrder')].filter(Boolean).join(' · ')} value={row.summary?.netAmount ? format.money(row.summary.netAmount) : undefined} />
            ))}
          </Rows>
        )}
    </Section>
  );
}
