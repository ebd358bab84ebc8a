import { Segmented } from 'antd';
import { useFormat } from '@dossier/client';
import { Chart, Section, stepOption, useText, type Lead } from '@dossier/ui';
import { useInsightWord } from '../insight.words';
import { useCurveName } from './churn.words';
import type { Board, Curve, Dimension } from './churn.documents';
import { churnText } from './churn.text';

const right = 'right' as const;
const HEIGHT = 280;
const YEAR = 12;
const DIMENSIONS: readonly Dimension[] = ['SOURCE', 'REGION', 'CATEGORY', 'KIND', 'RFM_GROUP'];
const CHANCE = 0.05;

/** Which part of a curve is there after so many months. */
export const stays = (curve: Pick<Curve, 'points'>, months: number): number => (curve.points ?? []).filter(({ at }) => at <= months).at(-1)?.survival ?? 1;

/** Customers of one curve, where the list can ask for them. */
function leadOf(by: Dimension, value: string): Lead | null {
  const filter = { SOURCE: { source: { in: [value] } }, REGION: { region: { equals: value } }, KIND: { kind: { in: [value] } }, RFM_GROUP: { rfmGroup: { in: [value] } }, CATEGORY: null }[by];
  return filter === null ? null : { to: '/customers', search: { filter } };
}

interface Props { board: Board; by: Dimension; onBy: (by: Dimension) => void }

/** How long customers stay: all of them, and those of different kinds side by side. */
export function CurvesSection({ board, by, onBy }: Props) {
  const t = useText(churnText);
  const word = useInsightWord();
  const picker = <Segmented size="small" aria-label={t('by')} value={by} onChange={(value) => onBy(value as Dimension)} options={DIMENSIONS.map((value) => ({ value, label: word('ChurnDimension', value) }))} />;
  return (
    <Section title={t('stay')}>
      {board.everybody && <Everybody board={board} curve={board.everybody} />}
      <div className="churn-by">{picker}</div>
      <Kinds board={board} by={by} />
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

function Kinds({ board, by }: { board: Board; by: Dimension }) {
  const t = useText(churnText);
  const nameOf = useCurveName(by);
  const format = useFormat();
  const curves = board.curves?.curves ?? [];
  if (curves.length < 2) return <p className="d-quiet">{t('noCurves')}</p>;
  const at = Math.min(YEAR, ...curves.map((curve) => (curve.points ?? []).at(-1)?.at ?? YEAR));
  const ranked = [...curves].sort((a, b) => stays(b, at) - stays(a, at));
  const [best, worst] = [ranked[0]!, ranked.at(-1)!];
  const p = board.curves?.p ?? null;
  const said = p === null ? '' : t(p < CHANCE ? 'differ' : 'alike', { p: p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}` });
  const title = t('curvesFinding', { best: nameOf(best), bestShare: format.percent(stays(best, at)), worst: nameOf(worst), worstShare: format.percent(stays(worst, at)), at, test: said });
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
