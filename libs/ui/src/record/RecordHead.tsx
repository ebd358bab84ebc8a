import { Tabs } from 'antd';
import type { MouseEvent, ReactNode } from 'react';
import { Crumbs, type Crumb } from '../page/Crumbs';
import { useNamePlace } from '../page/place';
import { usePhone } from '../theme/media';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';

interface RecordHeadProps { title: string; browserTitle?: string; help?: string; crumbs: Crumb[]; other?: ReactNode; stamp?: ReactNode; facts: { label: string; value: ReactNode }[]; actions?: ReactNode }

/** The head of an opened folder, on the desk: crumb, name, one line of facts. */
export function RecordHead({ title, browserTitle, help, crumbs, other, stamp, facts, actions }: RecordHeadProps) {
  useNamePlace(title, browserTitle, help);
  return (
    <header className="d-record-head">
      <div className="d-title-words">
        <Crumbs items={crumbs} />
        <div className="d-record-name"><h1>{title}</h1>{other && <span className="d-record-other">{other}</span>}{stamp}</div>
        <dl className="d-record-facts">{facts.map(fact => <div key={fact.label}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>)}</dl>
      </div>
      {actions && <div className="d-actions">{actions}</div>}
    </header>
  );
}

interface FolderTabsProps { items: { key: string; label: string; note?: ReactNode }[]; value: string; onChange: (key: string) => void; extra?: ReactNode; label?: string }

/** Folder tabs; links that are no tab stand beside the strip, not in it. */
export function FolderTabs({ items, value, onChange, extra, label }: FolderTabsProps) {
  const t = useText(uiText);
  const phone = usePhone();
  // A tab that takes the focus pulls a scrolled strip back to its beginning, and the click that follows meets another tab.
  const stay = (event: MouseEvent) => phone && (event.target as Element).closest('[role="tab"]') && event.preventDefault();
  return (
    <div className="d-folder-tabs" onMouseDown={stay}>
      <Tabs type="card" activeKey={value} onChange={onChange} aria-label={label ?? t('views')} items={items.map(item => ({ key: item.key, label: <>{item.label}{item.note !== undefined && <span className="d-caption">{item.note}</span>}</> }))} />
      {extra && <div className="d-folder-extra">{extra}</div>}
    </div>
  );
}

/** Head on the desk, then one sheet: main column and an aside that stays while tabs change. */
export function RecordLayout({ head, tabs, aside, footBar, children }: { head: ReactNode; tabs?: ReactNode; aside?: ReactNode; footBar?: ReactNode; children: ReactNode }) {
  return (
    <div className="d-record">
      {head}
      {tabs}
      <div className="d-record-sheet">
        <div className="d-record-main">{children}</div>
        {aside && <aside className="d-record-aside">{aside}</aside>}
      </div>
      {footBar && <footer className="d-foot-bar">{footBar}</footer>}
    </div>
  );
}
