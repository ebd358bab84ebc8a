import { Segmented, Select } from 'antd';
import { useFormat, useMay, useSegmentChoices } from '@dossier/client';
import { Chart, Section, stepOption, useText, type Lead } from '@dossier/ui';
import { useInsightWord } from '../insight.words';
import { useCurveName } from './churn.words';
import type { Board, Curve, Dimension } from './churn.documents';
import { churnText } from './churn.text';

const right = 'right' as const;
const HEIGHT = 280;
const YEAR = 12;
const DIMENSIONS: readonly Dimension[] = ['SOURCE', 'REGION', 'CATEGORY', 'KIND', 'RFM_GROUP', 'SEGMENT'];
const CHANCE = 0.05;
const MOST_SEGMENTS = 5;

/** Which part of a curve is there after so many months. */
export const stays = (curve: Pick<Curve, 'points'>, months: number): number => (curve.points ?? []).filter(({ at }) => at <= months).at(-1)?.survival ?? 1;

/** Customers of one curve. */
function leadOf(by: Dimension, value: string): Lead {
  const filter = { SOURCE: { source: { in: [value] } }, REGION: { region: { equals: value } }, KIND: { kind: { in: [value] } }, RFM_GROUP: { rfmGroup: { in: [value] } }, CATEGORY: { topCategory: { in: [value] } }, SEGMENT: { segments: { in: [value] } } }[by];
  return { to: '/customers', search: { filter } };
}

interface Props { board: Board; by: Dimension; segmentIds: string[]; onBy: (by: Dimension) => void; onSegments: (ids: string[]) => void }

/** How long customers stay: all of them, and those of different kinds side by side. */
export function CurvesSection({ board, by, segmentIds, onBy, onSegments }: Props) {
  const t = useText(churnText);
  const word = useInsightWord();
  const maySegment = useMay('segment.read');
  const shown = DIMENSIONS.filter((value) => value !== 'SEGMENT' || maySegment);
  const picker = <Segmented size="small" aria-label={t('by')} value={by} onChange={(value) => onBy(value as Dimension)} options={shown.map((value) => ({ value, label: word('ChurnDimension', value) }))} />;
  return (
    <Section title={t('stay')}>
      {board.everybody && <Everybody board={board} curve={board.everybody} />}
      <div className="churn-by">{picker}</div>
      {by === 'SEGMENT' && <SegmentPick value={segmentIds} onChange={onSegments} />}
      {by !== 'SEGMENT' || segmentIds.length > 0 ? <Kinds board={board} by={by} least={by === 'SEGMENT' ? 1 : 2} /> : null}
      {by === 'SEGMENT' && <p className="d-note insight-note">{t('segmentNote')}</p>}
      {by === 'RFM_GROUP' && <p className="d-note insight-note">{t('rfmNote')}</p>}
    </Section>
  );
}

function Everybody({ board, curve }: { board: Board; curve: Curve }) {
  const t = useText(churnText);
  const months = Math.min(YEAR, (curve.points ?? []).at(-1)?.at ?? YEAR);
  const format = useFormat();
  const title = curve.median === null || curve.median === undefined ? t('stayLong', { months, share: format.percent(stays(curve, months)) }) : t('stayFinding', { median: curve.median });
  return <CurveChart title={title} board={board} curves={[curve]} nameOf={() => t('everybody')} />;
}

/** Which segments are laid side by side: dynamic ones, five at most. */
function SegmentPick({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const t = useText(churnText);
  const options = useSegmentChoices('DYNAMIC');
  return (
    <div className="churn-by">
      <Select className="churn-segments" mode="multiple" size="small" aria-label={t('segments')} placeholder={t('segments')} value={value} options={options} maxCount={MOST_SEGMENTS} showSearch={{ optionFilterProp: 'label' }} onChange={onChange} />
    </div>
  );
}

function Kinds({ board, by, least }: { board: Board; by: Dimension; least: number }) {
  const t = useText(churnText);
  const nameOf = useCurveName(by);
  const format = useFormat();
  const curves = board.curves?.curves ?? [];
  if (curves.length < least) return <p className="d-quiet">{t(by === 'SEGMENT' ? 'noSegmentCurves' : 'noCurves')}</p>;
  const at = Math.min(YEAR, ...curves.map((curve) => (curve.points ?? []).at(-1)?.at ?? YEAR));
  const ranked = [...curves].sort((a, b) => stays(b, at) - stays(a, at));
  const [best, worst] = [ranked[0]!, ranked.at(-1)!];
  const p = board.curves?.p ?? null;
  const said = p === null ? '' : t(p < CHANCE ? 'differ' : 'alike', { p: p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}` });
  const title = curves.length === 1 ? t('oneCurve', { name: nameOf(best), share: format.percent(stays(best, at)), at }) : t(said === '' ? 'curvesBare' : 'curvesFinding', { best: nameOf(best), bestShare: format.percent(stays(best, at)), worst: nameOf(worst), worstShare: format.percent(stays(worst, at)), at, test: said });
  return <CurveChart title={title} board={board} curves={curves} nameOf={nameOf} leads={curves.map(({ value }) => leadOf(by, value))} />;
}

interface CurveProps { title: string; board: Board; curves: readonly Curve[]; nameOf: (curve: Curve) => string; leads?: (Lead | null)[] }

function CurveChart({ title, board, curves, nameOf, leads }: CurveProps) {
  const t = useText(churnText);
  const format = useFormat();
  const lines = curves.map((curve) => ({ name: nameOf(curve), points: [{ at: 0, value: 1 }, ...(curve.points ?? []).map(({ at, survival, low, high }) => ({ at, value: survival, low, high }))] }));
  return (
    <Chart title={title} unit={t('stayUnit')} asOf={format.dayShort(board.asOf)} height={HEIGHT} option={(palette) => stepOption(palette, lines, { x: (n) => t('monthsShort', { n }), y: (share) => format.percent(share, 0) })}
      table={{
        columns: [{ key: 'name', title: t('group') }, { key: 'customers', title: t('customers'), align: right }, { key: 'left', title: t('left'), align: right }, { key: 'median', title: t('median'), align: right }, { key: 'year', title: t('afterYear'), align: right }],
        rows: curves.map((curve) => ({ name: nameOf(curve), customers: curve.customers, left: curve.left, median: curve.median ?? t('notReached'), year: format.percent(stays(curve, YEAR)) })),
        ...(leads?.some(Boolean) && { leads }),
      }} />
  );
}
