import { useFormat, type AnswerOf } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, useListing, useText, valueAxis, type Lead, type Palette } from '@dossier/ui';
import type { CompareSegmentsDocument } from './segments.documents';
import { segmentsText } from './segments.text';

type Region = NonNullable<AnswerOf<typeof CompareSegmentsDocument>['compareSegments']>[number];
const ROW = 36;
const FRAME = 56;
/** What is not shared steps back; it stays more than three to one against the sheet. */
const OTHERS = 'a8';

/** The customers of a region: in each of its segments and in none of the others. */
const filterOf = (ids: readonly string[], inside: readonly string[]) => ({ and: [...inside.map((id) => ({ segments: { in: [id] } })), ...ids.filter((id) => !inside.includes(id)).map((id) => ({ segments: { notIn: [id] } }))] });

/** How many are in just these of the segments: a bar for each part, which leads to its customers. */
export function OverlapChart({ ids, regions, name }: { ids: readonly string[]; regions: readonly Region[]; name: (id: string) => string }) {
  const t = useText(segmentsText);
  const listing = useListing();
  const format = useFormat();
  const parts = regions.map(({ ids: inside, count }) => ({ inside: inside ?? [], count: count ?? 0 })).sort((one, other) => other.inside.length - one.inside.length || other.count - one.count);
  const all = parts.reduce((sum, part) => sum + part.count, 0);
  const shared = parts.find((part) => part.inside.length === ids.length)?.count ?? 0;
  const say = (inside: readonly string[]): string => t(inside.length === 1 ? 'only' : 'inAll', { names: listing(inside.map(name)) });
  const share = (count: number): string => (all === 0 ? t('none') : format.percent(count / all));
  const leads: (Lead | null)[] = parts.map((part) => (part.count === 0 ? null : { to: '/customers', search: { filter: filterOf(ids, part.inside) } }));
  const option = (palette: Palette) => ({
    ...quietFrame(palette),
    xAxis: { ...valueAxis(palette, (value) => format.compact(value)), minInterval: 1 },
    yAxis: { ...categoryAxis(palette, parts.map((part) => say(part.inside))), inverse: true, axisLabel: { color: palette.ink2, fontSize: 12, width: 240, overflow: 'truncate' } },
    series: [{ type: 'bar', barWidth: 16, data: parts.map((part) => ({ value: part.count, itemStyle: { color: part.inside.length === ids.length ? palette.chart[0] : `${palette.chart[0]}${OTHERS}` } })), label: { show: true, position: 'right', color: palette.ink2, formatter: ({ value }: { value: number }) => format.number(value) } }],
  });
  return (
    <Chart title={shared === 0 ? t('nobodyShared') : t('sharedFinding', { count: shared, share: share(shared) })} unit={t('customers')} asOf={format.day(format.today())} height={parts.length * ROW + FRAME} option={option}
      table={{ columns: [{ key: 'part', title: t('overlapPart') }, { key: 'count', title: t('size'), align: 'right' }, { key: 'share', title: t('share'), align: 'right' }], rows: parts.map((part) => ({ part: say(part.inside), count: part.count, share: share(part.count) })), leads }} />
  );
}
