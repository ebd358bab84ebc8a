import { Link, useRouterState } from '@tanstack/react-router';
import { useAsk, useViewer } from '@dossier/client';
import { Icon, KeyCap, Seal, Unseen, useText } from '@dossier/ui';
import { Search } from 'lucide-react';
import { show } from './layers';
import { bell, placeOf, placesFor, question, type NavPlace } from './navigation';
import { PersonMenu } from './PersonMenu';
import { UnreadDocument } from './shell.documents';
import { shellText } from './shell.text';

const MINUTE = 60_000;
export const useUnread = (): number => useAsk(UnreadDocument, {}, { refetchInterval: MINUTE }).data?.unreadNotifications ?? 0;
const commandKey = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '') ? '⌘K' : 'Ctrl K';

/** The rail lies on the desk: mark, search, places by right, the person at the foot. */
export function Rail() {
  const t = useText(shellText);
  const { permissions } = useViewer();
  const shown = placesFor(permissions);
  return (
    <header className="d-rail">
      <Link to="/" className="d-rail-brand"><Seal size={24} /><b>{t('product')}</b></Link>
      <button type="button" className="d-rail-search" onClick={() => show('palette')} aria-keyshortcuts="Control+K Meta+K /"><Icon of={Search} /><span>{t('search')}</span><KeyCap>{commandKey}</KeyCap></button>
      <nav aria-label={t('mainNav')}><NavList items={shown.filter(place => place.part === 'main')} /></nav>
      <nav aria-label={t('moreNav')} className="d-rail-foot"><NavList items={shown.filter(place => place.part === 'foot')}><NavButtons /></NavList></nav>
      <PersonMenu />
    </header>
  );
}

export function NavList({ items, children }: { items: NavPlace[]; children?: React.ReactNode }) {
  const t = useText(shellText);
  const here = placeOf(useRouterState({ select: state => state.location.pathname }))?.key;
  return (
    <ul className="d-nav">
      {items.map(place => (
        <li key={place.key}><Link to={place.to} className="d-nav-item" aria-current={place.key === here ? 'page' : undefined}><Icon of={place.icon} /><span>{t(place.key)}</span></Link></li>
      ))}
      {children}
    </ul>
  );
}

export function NavButtons() {
  const t = useText(shellText);
  const unread = useUnread();
  return (
    <>
      <li><button type="button" className="d-nav-item" onClick={() => show('notifications')}><Icon of={bell} /><span>{t('notifications')}</span>{unread > 0 && <span className="d-nav-count"><span aria-hidden>{unread}</span><Unseen>{t('unread', { count: unread })}</Unseen></span>}</button></li>
      <li><button type="button" className="d-nav-item" onClick={() => show('help')}><Icon of={question} /><span>{t('help')}</span></button></li>
    </>
  );
}
