import { failure, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { categoryAxis, Chart, Failed, quietFrame, useText, type Palette } from '@dossier/ui';
import { BehaviourDaysDocument } from './behaviour.documents';
import { behaviourText } from './behaviour.text';

type Days = NonNullable<AnswerOf<typeof BehaviourDaysDocument>['behaviourDays']>;
interface Point { day: string; count: number }

const DAYS = 90;
const DAY_MS = 86_400_000;

/** Every one of the last days, also those without an event. */
export function pointsOf(days: Days, today: string): Point[] {
  const counts = new Map<string, number>();
  for (const { day, count } of days) counts.set(day ?? '', (counts.get(day ?? '') ?? 0) + (count ?? 0));
  const last = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: DAYS }, (_, at) => new Date(last - (DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10)).map((day) => ({ day, count: counts.get(day) ?? 0 }));
}

/** How much a customer did on each of the last ninety days. */
export function EventDays({ id }: { id: string }) {
  const t = useText(behaviourText);
  const format = useFormat();
  const ask = useAsk(BehaviourDaysDocument, { id, days: DAYS });
  if (ask.isError) return <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />;
  const today = format.today();
  const points = pointsOf(ask.data?.behaviourDays ?? [], today);
  const best = points.reduce<Point | null>((most, point) => (point.count > (most?.count ?? 0) ? point : most), null);
  if (!best) return null;
  const title = t('perDayFinding', { day: format.dayShort(best.day), count: best.count });
  return (
    <Chart title={title} unit={t('unit')} asOf={format.dayShort(today)} height={140} option={(palette) => barOption(palette, points, (day) => format.dayShort(day))}
      table={{ columns: [{ key: 'day', title: t('day') }, { key: 'count', title: t('count'), align: 'right' }], rows: points.map(({ day, count }) => ({ day, count })) }} />
  );
}

function barOption(palette: Palette, points: readonly Point[], short: (day: string) => string) {
  const frame = quietFrame(palette);
  return {
    ...frame,
    tooltip: { ...frame.tooltip, axisPointer: { type: 'shadow' } },
    xAxis: categoryAxis(palette, points.map((point) => short(point.day))),
    yAxis: { type: 'value', show: false, minInterval: 1 },
    series: [{ type: 'bar', barWidth: '70%', animation: false, data: points.map((point) => point.count), itemStyle: { color: palette.chart[0] } }],
  };
}
