import { Button, Tabs } from 'antd';
import type { ReactNode } from 'react';
import { Unseen } from '../page/Marks';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';

export interface View { id: string; name: string }
interface ViewTabsProps { views: View[]; current: string; changed: boolean; onPick: (id: string) => void; onSave?: () => void; onSaveAs?: () => void; onDiscard?: () => void; extra?: ReactNode }

/** Saved views on a hairline; a dot marks unsaved changes, their three verbs stand at the right. */
export function ViewTabs({ views, current, changed, onPick, onSave, onSaveAs, onDiscard, extra }: ViewTabsProps) {
  const t = useText(uiText);
  const items = views.map(view => ({
    key: view.id,
    label: <>{view.name}{changed && view.id === current && <><i className="d-dot d-dot-changed" aria-hidden /><Unseen>{t('viewChanged')}</Unseen></>}</>,
  }));
  return (
    <div className="d-views">
      <Tabs activeKey={current} items={items} onChange={onPick} aria-label={t('views')} indicator={{ size: origin => origin }} />
      <div className="d-views-verbs">
        {changed && <span className="d-note">{t('viewChanged')}</span>}
        {changed && onSave && <Button type="link" size="small" onClick={onSave}>{t('save')}</Button>}
        {changed && onSaveAs && <Button type="link" size="small" onClick={onSaveAs}>{t('saveAs')}</Button>}
        {changed && onDiscard && <Button type="link" size="small" onClick={onDiscard}>{t('discard')}</Button>}
        {extra}
      </div>
    </div>
  );
}
