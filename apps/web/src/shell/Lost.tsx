import { Link } from '@tanstack/react-router';
import { NothingFound, Page, useText } from '@dossier/ui';
import { shellText } from './shell.text';

export function Lost() {
  const t = useText(shellText);
  return <Page title={t('lostTitle')}><NothingFound title={t('lostTitle')} text={t('lostText')} actions={<Link to="/">{t('toHome')}</Link>} /></Page>;
}
