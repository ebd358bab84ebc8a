import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useLiveUpdates, useMay, useShortcuts, useViewer } from '@dossier/client';
import { usePhone, useText } from '@dossier/ui';
import { lazy, Suspense, useEffect } from 'react';
import { ActingBanner } from './ActingBanner';
import { DemoBanner, OfflineBanner } from './Banners';
import { FootBar, TopBar } from './PhoneBars';
import { show, useLayer } from './layers';
import { placesFor } from './navigation';
import { Rail } from './Rail';
import { shellText } from './shell.text';
import './shell.css';

const loadPalette = () => import('./Palette').then(module => ({ default: module.Palette }));
const Palette = lazy(loadPalette);
const HelpDrawer = lazy(() => import('../features/help/HelpDrawer').then(module => ({ default: module.HelpDrawer })));
const NotificationsDrawer = lazy(() => import('./NotificationsDrawer').then(module => ({ default: module.NotificationsDrawer })));
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog').then(module => ({ default: module.ShortcutsDialog })));

/** Rail and sheet on the desk; bars above and below on a phone. */
export function Layout() {
  const t = useText(shellText);
  const phone = usePhone();
  useShellKeys();
  useLiveUpdates();
  const skip = () => document.getElementById('content')?.focus();
  return (
    <div className="d-shell">
      <a className="d-skip" href="#content" onClick={skip}>{t('skip')}</a>
      {phone ? <TopBar /> : <Rail />}
      <main className="d-main" id="content" tabIndex={-1}>
        <ActingBanner />
        <DemoBanner />
        <OfflineBanner />
        <div className="d-main-page"><Outlet /></div>
      </main>
      {phone && <FootBar />}
      <Layers />
    </div>
  );
}

function Layers() {
  const layer = useLayer();
  const pathname = useRouterState({ select: state => state.location.pathname });
  useEffect(() => show(null), [pathname]);
  const close = () => show(null);
  return (
    <Suspense fallback={null}>
      {layer === 'palette' && <Palette onClose={close} />}
      {layer === 'help' && <HelpDrawer onClose={close} />}
      {layer === 'notifications' && <NotificationsDrawer onClose={close} />}
      {layer === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </Suspense>
  );
}

/** Ctrl or ⌘ K works everywhere; single letters rest while somebody types. */
function useShellKeys(): void {
  const navigate = useNavigate();
  const { permissions } = useViewer();
  const mayCreate = useMay('customer.create');
  useEffect(() => {
    void loadPalette();
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      show('palette');
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const going = Object.fromEntries(placesFor(permissions).flatMap(place => (place.keys ? [[place.keys, () => void navigate({ to: place.to })]] : [])));
  useShortcuts({ '/': () => show('palette'), '?': () => show('shortcuts'), n: mayCreate ? () => void navigate({ to: '/customers/new' }) : undefined, ...going });
}
