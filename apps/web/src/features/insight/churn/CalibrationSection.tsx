import { Link } from '@tanstack/react-router';
import { useFormat } from '@dossier/client';
import { calibrationOption, Chart, Section, useText } from '@dossier/ui';
import type { Board } from './churn.documents';
import { churnText } from './churn.text';

const right = 'right' as const;
const HEIGHT = 300;
/** Points of a hundred. */
const MOST_OFF = 5;

/** Out of bounds by a tenth, or by the mean; in order by both, or by the mean where no tenth has customers enough. */
function findingOf({ isAmber, farthest }: NonNullable<Board['calibration']>): 'calibrationAmber' | 'calibrationOff' | 'calibrationFinding' | 'calibrationMean' {
  if (isAmber) return farthest !== null && farthest > MOST_OFF ? 'calibrationAmber' : 'calibrationOff';
  return farthest === null ? 'calibrationMean' : 'calibrationFinding';
}

/** Whether as many left as the probabilities said, by tenth. */
export function CalibrationSection({ board }: { board: Board }) {
  const t = useText(churnText);
  const format = useFormat();
  const found = board.calibration;
  const link = <Link to={'/insight/models/$kind' as string} params={{ kind: 'churn' } as never}>{t('toModel')}</Link>;
  if (!found) return <Section title={t('calibration')} extra={link}><p className="d-quiet">{t('calibrationNone')}</p></Section>;
  const show = (value: number | null | undefined) => format.percent(value ?? 0, 0);
  const facts = { n: format.number(found.n), predicted: format.percent(found.predicted), observed: format.percent(found.observed), farthest: found.farthest === null ? '–' : format.number(Math.round(found.farthest * 10) / 10) };
  const names = { predicted: t('predicted'), observed: t('observed') };
  const points = found.bins.map((bin) => ({ predicted: bin.predicted, observed: bin.observed, low: bin.low ?? bin.observed, high: bin.high ?? bin.observed, count: bin.n }));
  return (
    <Section title={t('calibration')} extra={link}>
      <Chart title={t(findingOf(found), facts)} unit={t('calibrationUnit', { from: format.dayShort(found.from), to: format.dayShort(found.to) })} asOf={format.dayShort(found.to)} height={HEIGHT}
        option={(palette) => calibrationOption(palette, points, { show, names })}
        table={{
          columns: [{ key: 'predicted', title: names.predicted, align: right }, { key: 'observed', title: names.observed, align: right }, { key: 'range', title: t('interval'), align: right }, { key: 'n', title: t('customers'), align: right }],
          rows: found.bins.map((bin) => ({ predicted: format.percent(bin.predicted), observed: format.percent(bin.observed), range: `${format.percent(bin.low)} – ${format.percent(bin.high)}`, n: bin.n })),
        }} />
    </Section>
  );
}
