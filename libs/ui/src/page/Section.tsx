import { useId, type ReactNode } from 'react';

/** A heading on a strong hairline; what follows are rows on weak ones. */
export function Section({ title, note, extra, children }: { title: ReactNode; note?: ReactNode; extra?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="d-section" aria-labelledby={id}>
      <div className="d-section-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="d-caption">{note}</span>}
        {extra && <span className="d-section-extra">{extra}</span>}
      </div>
      {children}
    </section>
  );
}

/** Label and value pairs on hairlines. */
export function Facts({ items }: { items: { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="d-facts">
      {items.map((item, at) => (
        <div key={at}><dt>{item.label}</dt><dd>{item.value}</dd></div>
      ))}
    </dl>
  );
}

export const Rows = ({ children, label }: { children: ReactNode; label?: string }) => <ul className="d-rows" aria-label={label}>{children}</ul>;

interface RowProps { lead?: ReactNode; icon?: ReactNode; title: ReactNode; note?: ReactNode; value?: ReactNode; verb?: ReactNode }

/** One line of a section: when or what kind, what, how much, and what can be done. */
export function Row({ lead, icon, title, note, value, verb }: RowProps) {
  return (
    <li className="d-row">
      {lead !== undefined && <span className="d-row-lead">{lead}</span>}
      {icon && <span className="d-row-icon">{icon}</span>}
      <span className="d-row-words"><span className="d-row-title">{title}</span>{note !== undefined && <span className="d-caption">{note}</span>}</span>
      {value !== undefined && <span className="d-row-value">{value}</span>}
      {verb && <span className="d-row-verb">{verb}</span>}
    </li>
  );
}

export interface Figure { label: ReactNode; value: ReactNode; note?: ReactNode; tone?: 'plain' | 'warning' | 'error' }

/** Equal cells between hairlines; a figure carries its doubt or its comparison in the note. */
export function FigureStrip({ figures }: { figures: Figure[] }) {
  return (
    <dl className="d-figures" style={{ '--cells': figures.length } as React.CSSProperties}>
      {figures.map((figure, at) => (
        <div key={at}>
          <dt>{figure.label}</dt>
          <dd className="d-figure">{figure.value}</dd>
          {figure.note !== undefined && <dd className={`d-figure-note d-tone-${figure.tone ?? 'plain'}`}>{figure.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
