import { Link } from '@tanstack/react-router';
import { useAsk, useViewer } from '@dossier/client';
import { Icon, KeyCap, Seal, Unseen, useText } from '@dossier/ui';
import { Search } from 'lucide-react';
import { show } from './layers';
import { bell, placesFor, question } from './navigation';
import { PersonMenu } from './PersonMenu';
import { Places } from './Places';
import { UnreadDocument } from './shell.documents';
import { shellText } from './shell.text';

const MINUTE = 60_000;
export const useUnread = (): number => useAsk(UnreadDocument, {}, { refetchInterval: MINUTE }).data?.unreadNotifications ?? 0;
const commandKey = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '') ? '⌘K' : 'Ctrl K';

/** The rail lies on the desk: mark, search, places by right in their groups, the person at the foot. */
export function Rail() {
  const t = useText(shellText);
  const { permissions } = useViewer();
  return (
    <header className="d-rail">
      <Link to="/" className="d-rail-brand"><Seal size={24} /><b>{t('product')}</b></Link>
      <button type="button" className="d-rail-search" onClick={() => show('palette')} aria-keyshortcuts="Control+K Meta+K /"><Icon of={Search} /><span>{t('search')}</span><KeyCap>{commandKey}</KeyCap></button>
      <nav aria-label={t('mainNav')} className="d-rail-places"><Places shown={placesFor(permissions)} /></nav>
      <ul className="d-nav"><NavButtons /></ul>
      <PersonMenu />
    </header>
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
