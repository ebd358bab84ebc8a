import type { ReactNode } from 'react';
import { Crumbs, type Crumb } from './Crumbs';
import { useNamePlace } from './place';

interface PageProps {
  title: string;
  browserTitle?: string;
  /** What the phone's bar says, where the title is a sentence. */
  barTitle?: string;
  crumbs?: Crumb[];
  note?: ReactNode;
  actions?: ReactNode;
  help?: string;
  footBar?: ReactNode;
  /** The page draws to the sheet's edges itself. */
  flush?: boolean;
  children: ReactNode;
}

/** One sheet on the desk; its title is the bar. */
export function Page({ title, browserTitle, barTitle, crumbs, note, actions, help, footBar, flush = false, children }: PageProps) {
  useNamePlace(title, browserTitle, help, barTitle);
  return (
    <div className="d-sheet">
      <div className="d-sheet-body">
        <header className="d-title">
          <div className="d-title-words">
            {crumbs && <Crumbs items={crumbs} />}
            <div className="d-title-line"><h1>{title}</h1>{note && <span className="d-note">{note}</span>}</div>
          </div>
          {actions && <div className="d-actions">{actions}</div>}
        </header>
        <div className={flush ? 'd-page-flush' : 'd-page'}>{children}</div>
      </div>
      {footBar && <footer className="d-foot-bar">{footBar}</footer>}
    </div>
  );
}
