import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { Unseen } from '../page/Marks';
import { ChartFrame, type FrameProps } from './ChartFrame';
import type { Lead } from './TableTwin';

export interface HeatCell {
  /** Decides the ground: the largest of the grid is the darkest. Null where there is nothing to show. */
  value: number | null;
  /** What stands in the cell. */
  text: string;
  note?: string;
  /** What a screen reader says of it: its row, its column and its figure. */
  label: string;
  lead?: Lead | null;
}
interface HeatGridProps extends FrameProps {
  /** The heads, and what runs down and across. */
  down: { title: string; heads: string[] };
  across: { title: string; heads: string[] };
  /** Row by row. */
  cells: HeatCell[][];
}

/** The darkest ground still lets ink stand on it. */
const DARKEST = 46;

/** A grid of cells, each as dark as its figure is large; the figure stands in it, so that colour alone says nothing. A cell with a lead opens what is behind it. */
export function HeatGrid({ down, across, cells, ...frame }: HeatGridProps) {
  const most = Math.max(0, ...cells.flat().map(cell => cell.value ?? 0));
  return (
    <ChartFrame {...frame} picture={false}>
      <div className="d-heat-frame">
        <table className="d-heat" aria-label={frame.title}>
          <thead>
            <tr><td className="d-heat-corner"><span>{down.title} ↓</span><span>{across.title} →</span></td>{across.heads.map(head => <th scope="col" key={head}>{head}</th>)}</tr>
          </thead>
          <tbody>
            {cells.map((row, at) => (
              <tr key={down.heads[at]}>
                <th scope="row">{down.heads[at]}</th>
                {row.map((cell, index) => <td key={across.heads[index]} style={groundOf(cell.value, most)}><Inside cell={cell} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}

const groundOf = (value: number | null, most: number): CSSProperties => ({ '--heat': `${value === null || most === 0 ? 0 : Math.round((DARKEST * value) / most)}%` }) as CSSProperties;

function Inside({ cell }: { cell: HeatCell }) {
  const words = <><Unseen>{cell.label} </Unseen><span className="d-heat-text">{cell.text}</span>{cell.note && <span className="d-caption">{cell.note}</span>}</>;
  return cell.lead
    ? <Link className="d-heat-cell" to={cell.lead.to} search={cell.lead.search as never} title={cell.label}>{words}</Link>
    : <span className="d-heat-cell" title={cell.label}>{words}</span>;
}
