import { useFormat } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, useText, valueAxis, type Palette } from '@dossier/ui';
import type { AnswerOf } from '@dossier/client';
import { enteredOf } from './moves';
import type { SegmentMovesDocument } from './segments.documents';
import { segmentsText } from './segments.text';

type Move = NonNullable<AnswerOf<typeof SegmentMovesDocument>['segmentMoves']>[number];
const HEIGHT = 200;
const DAY_MS = 86_400_000;

/** Every day of the stretch, those without a move too. */
function wholeDays(moves: readonly Move[], days: number, today: string): { day: string; entered: number; left: number }[] {
  const known = new Map(moves.map((move) => [move.day, move]));
  const last = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: days }, (_, at) => {
    const day = new Date(last - (days - 1 - at) * DAY_MS).toISOString().slice(0, 10);
    return { day, entered: enteredOf(known.get(day) ?? {}), left: known.get(day)?.left ?? 0 };
  });
}

/** Who entered, upwards, and who left, downwards, day by day. */
export function MovesChart({ moves, days }: { moves: readonly Move[]; days: number }) {
  const t = useText(segmentsText);
  const format = useFormat();
  const begun = moves.find(({ first }) => (first ?? 0) > 0);
  const all = wholeDays(moves, days, format.today()).filter(({ day }) => !begun?.day || day >= begun.day);
  const sum = (name: 'entered' | 'left'): number => all.reduce((total, one) => total + one[name], 0);
  const [entered, left] = [sum('entered'), sum('left')];
  const note = begun && <p className="d-note">{t('firstFound', { day: format.day(begun.day), count: format.number(begun.first ?? 0) })}</p>;
  if (entered + left === 0) return <><p className="d-note">{t('noMoves')}</p>{note}</>;
  const option = (palette: Palette) => ({
    ...quietFrame(palette),
    tooltip: { ...quietFrame(palette).tooltip, valueFormatter: (value: number) => format.number(Math.abs(value)) },
    xAxis: categoryAxis(palette, all.map(({ day }) => format.dayShort(day))),
    yAxis: { ...valueAxis(palette, (value) => format.number(Math.abs(value))), minInterval: 1 },
    series: [
      { type: 'bar', name: t('entered'), stack: 'moves', data: all.map((one) => one.entered), itemStyle: { color: palette.chart[0] } },
      { type: 'bar', name: t('left'), stack: 'moves', data: all.map((one) => -one.left), itemStyle: { color: palette.chart[1] } },
    ],
  });
  const moved = all.filter((one) => one.entered + one.left > 0);
  return (
    <>
      <Chart title={t('movesFinding', { entered, left })} unit={t('customers')} asOf={format.day(format.today())} height={HEIGHT} option={option}
        table={{ columns: [{ key: 'day', title: t('day') }, { key: 'entered', title: t('entered'), align: 'right' }, { key: 'left', title: t('left'), align: 'right' }], rows: moved.map((one) => ({ ...one })) }} />
      {note}
    </>
  );
}
