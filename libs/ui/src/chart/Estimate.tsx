import type { CSSProperties, ReactNode } from 'react';

interface EstimateProps {
  label: ReactNode;
  /** The figure as people read it. */
  value: ReactNode;
  /** What the interval is called, and its two ends in words: “80% interval”, “¥ 46,200 – 118,000”. */
  interval?: { name: ReactNode; words: ReactNode };
  /** Where the figure and its interval lie on a scale from 0 to 1. */
  at?: { value: number; low: number; high: number };
  note?: ReactNode;
}

const within = (share: number): string => `${Math.min(100, Math.max(0, share * 100))}%`;

/** An estimate never stands without its doubt: figure, track, band and tick. */
export function Estimate({ label, value, interval, at, note }: EstimateProps) {
  return (
    <div className="d-estimate">
      <div className="d-estimate-head"><span>{label}</span><span className="d-figure">{value}</span></div>
      {at && <div className="d-estimate-track" aria-hidden style={{ '--low': within(at.low), '--high': within(at.high), '--at': within(at.value) } as CSSProperties}><i /><b /></div>}
      {interval && <div className="d-estimate-foot d-caption"><span>{interval.name}</span><span>{interval.words}</span></div>}
      {note && <div className="d-caption">{note}</div>}
    </div>
  );
}
