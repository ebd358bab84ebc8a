import { Button } from 'antd';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { Can, useViewer } from '@dossier/client';
import { Icon, Seal, SideDrawer, usePlace, useText } from '@dossier/ui';
import { Menu, Plus, Search } from 'lucide-react';
import { show, useLayer } from './layers';
import { barFor, placeOf, placesFor } from './navigation';
import { PersonMenu } from './PersonMenu';
import { Places, TasksDue } from './Places';
import { NavButtons } from './Rail';
import { shellText } from './shell.text';

/** The phone's upper bar: seal, title, search and new. */
export function TopBar() {
  const t = useText(shellText);
  const { title } = usePlace();
  const navigate = useNavigate();
  return (
    <header className="d-top">
      <Link to="/" aria-label={t('toHome')}><Seal size={24} /></Link>
      <span className="d-top-title" aria-hidden>{title}</span>
      <Button type="text" size="large" aria-label={t('search')} icon={<Icon of={Search} size={20} />} onClick={() => show('palette')} />
      <Can do="customer.create"><Button type="text" size="large" aria-label={t('newCustomer')} icon={<Icon of={Plus} size={20} />} onClick={() => void navigate({ to: '/customers/new' })} /></Can>
    </header>
  );
}

/** The phone's lower bar: four places, and the rest in their groups under “more”. */
export function FootBar() {
  const t = useText(shellText);
  const { permissions } = useViewer();
  const here = placeOf(useRouterState({ select: state => state.location.pathname }))?.key;
  const open = useLayer() === 'places';
  const shown = placesFor(permissions);
  const first = barFor(permissions);
  return (
    <>
      <nav className="d-foot" aria-label={t('mainNav')}>
        {first.map(place => <Link key={place.key} to={place.to} aria-current={place.key === here ? 'page' : undefined}><Icon of={place.icon} size={20} /><span>{t(place.key)}</span>{place.key === 'tasks' && <TasksDue />}</Link>)}
        <button type="button" onClick={() => show('places')} aria-expanded={open}><Icon of={Menu} size={20} /><span>{t('more')}</span></button>
      </nav>
      <SideDrawer open={open} title={t('more')} onClose={() => show(null)}>
        <nav aria-label={t('moreNav')}><Places shown={shown.filter(place => !first.includes(place))} /></nav>
        <ul className="d-nav d-nav-buttons"><NavButtons /></ul>
        <PersonMenu />
      </SideDrawer>
    </>
  );
}
