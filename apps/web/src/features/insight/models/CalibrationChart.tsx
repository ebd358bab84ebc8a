import { useFormat } from '@dossier/client';
import { calibrationOption, Chart, useText } from '@dossier/ui';
import { useWorded } from './CardFacts';
import type { Reliability } from './model.types';
import { modelsText } from './models.text';

const HEIGHT = 300;
/** Above it nothing is a share. */
const WHOLE = 1;

/** What was foretold against what came, on time that the fit had not seen. */
export function CalibrationChart({ reliability }: { reliability: Reliability }) {
  const t = useText(modelsText);
  const format = useFormat();
  const say = useWorded();
  const right = 'right' as const;
  const isShare = reliability.points.every((point) => point.predicted <= WHOLE && point.observed <= WHOLE);
  const show = (value: number) => (isShare ? format.percent(value, 0) : format.number(value));
  const points = reliability.points.map((point) => ({ predicted: point.predicted, observed: point.observed, low: point.low ?? point.observed, high: point.high ?? point.observed, count: point.n }));
  const names = { predicted: t('predicted'), observed: t('observed') };
  const facts = { from: format.dayShort(reliability.from), to: format.dayShort(reliability.to), predicted: isShare ? format.percent(reliability.predicted) : format.number(reliability.predicted), observed: isShare ? format.percent(reliability.observed) : format.number(reliability.observed), n: format.number(reliability.n) };
  return (
    <Chart title={t('calibrationFinding', facts)} unit={say(reliability.what)} asOf={format.dayShort(reliability.to)} height={HEIGHT} option={(palette) => calibrationOption(palette, points, { show, names })}
      table={{
        columns: [{ key: 'predicted', title: names.predicted, align: right }, { key: 'observed', title: names.observed, align: right }, { key: 'range', title: t('interval'), align: right }, { key: 'n', title: t('count'), align: right }],
        rows: reliability.points.map((point) => ({ predicted: show(point.predicted), observed: show(point.observed), range: point.low === null || point.high === null ? '–' : `${show(point.low)} – ${show(point.high)}`, n: point.n })),
      }} />
  );
}
