import { useFormat } from '@dossier/client';
import { Unseen, useText } from '@dossier/ui';
import { enteredOf } from './moves';
import type { SegmentRow } from './segments.documents';
import { segmentsText } from './segments.text';

const WIDTH = 96;
const HEIGHT = 24;
const MIDDLE = HEIGHT / 2;
const DAYS = 30;

/** Who entered (up) and who left (down) within thirty days, a stroke a day; said in words beside it. */
export function MovesCell({ moves }: { moves: SegmentRow['moves'] }) {
  const t = useText(segmentsText);
  const format = useFormat();
  if (!moves) return <span className="d-caption">{t('none')}</span>;
  const sum = (of: (one: NonNullable<SegmentRow['moves']>[number]) => number) => moves.reduce((all, one) => all + of(one), 0);
  const [entered, left] = [sum(enteredOf), sum((one) => one.left ?? 0)];
  if (entered + left === 0) return <span className="d-caption">{t('none')}</span>;
  const most = Math.max(...moves.map((one) => Math.max(enteredOf(one), one.left ?? 0)), 1);
  const today = Date.parse(format.today());
  const bars = moves.map((one) => ({ at: DAYS - 1 - Math.round((today - Date.parse(one.day ?? '')) / 86_400_000), up: (enteredOf(one) / most) * (MIDDLE - 1), down: ((one.left ?? 0) / most) * (MIDDLE - 1) }));
  const step = WIDTH / DAYS;
  return (
    <span className="segment-moves">
      <svg width={WIDTH} height={HEIGHT} aria-hidden>
        <line x1="0" x2={WIDTH} y1={MIDDLE} y2={MIDDLE} className="segment-moves-line" />
        {bars.map((bar) => (
          <g key={bar.at}>
            {bar.up > 0 && <rect x={bar.at * step} y={MIDDLE - bar.up} width={step - 1} height={bar.up} className="segment-moves-in" />}
            {bar.down > 0 && <rect x={bar.at * step} y={MIDDLE} width={step - 1} height={bar.down} className="segment-moves-out" />}
          </g>
        ))}
      </svg>
      <span className="d-caption" aria-hidden>{t('movesShort', { entered, left })}</span><Unseen>{t('latelySaid', { entered, left })}</Unseen>
    </span>
  );
}
