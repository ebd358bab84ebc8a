import { Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { dropAllDrafts, forgetViewed, queryClient, request, useViewer } from '@dossier/client';
import { setAppearance, useAppearance, Unseen, useText, type Appearance } from '@dossier/ui';
import { show } from './layers';
import { PreferencesDocument, SignOutDocument, SignOutEverywhereDocument } from './shell.documents';
import { shellText } from './shell.text';

/** Takes effect at once in this browser; the server keeps it for the next one. */
export function choose(change: Partial<Appearance>): void {
  setAppearance(change);
  void request(PreferencesDocument, { input: change }).catch(() => undefined);
}

/** Leaves nothing of the person in this browser. */
export async function leave(everywhere: boolean): Promise<void> {
  await (everywhere ? request(SignOutEverywhereDocument, {}) : request(SignOutDocument, {})).catch(() => undefined);
  dropAllDrafts();
  forgetViewed();
  queryClient.clear();
  window.location.assign('/');
}

export function usePersonItems(): MenuProps['items'] {
  const t = useText(shellText);
  const now = useAppearance();
  const navigate = useNavigate();
  const radio = <K extends keyof Appearance>(field: K, value: Appearance[K], label: string, lang?: string) => ({
    key: `${field}-${value}`, label: <span lang={lang}>{label}</span>, className: now[field] === value ? 'd-chosen' : undefined, 'aria-current': now[field] === value, onClick: () => choose({ [field]: value } as Partial<Appearance>),
  });
  return [
    { key: 'profile', label: t('profile'), onClick: () => void navigate({ to: '/profile' }) },
    { key: 'language', label: t('language'), children: [radio('language', 'zh', '中文', 'zh-CN'), radio('language', 'en', 'English', 'en')] },
    { key: 'theme', label: t('theme'), children: [radio('theme', 'light', t('themeLight')), radio('theme', 'dark', t('themeDark')), radio('theme', 'system', t('themeSystem'))] },
    { key: 'density', label: t('density'), children: [radio('density', 'comfortable', t('comfortable')), radio('density', 'compact', t('compact'))] },
    { key: 'shortcuts', label: t('shortcuts'), onClick: () => show('shortcuts') },
    { type: 'divider' },
    { key: 'password', label: t('changePassword'), onClick: () => void navigate({ to: '/profile', hash: 'password' }) },
    { key: 'out', label: t('signOut'), onClick: () => void leave(false) },
    { key: 'everywhere', label: t('signOutEverywhere'), onClick: () => void leave(true) },
  ];
}

/** The last letter of a Chinese name, the initials of a Latin one. */
export const initials = (name: string): string => (/\p{Script=Han}/u.test(name) ? name.slice(-1) : name.split(/\s+/).map(part => part[0]).slice(0, 2).join('').toUpperCase());

export function PersonMenu() {
  const t = useText(shellText);
  const me = useViewer();
  const items = usePersonItems();
  const under = [me.company.name, me.roles[0]?.name].filter(Boolean).join(' · ');
  return (
    <Dropdown trigger={['click']} placement="topLeft" menu={{ items }}>
      <button type="button" className="d-person">
        <span className="d-person-mark" aria-hidden>{initials(me.name)}</span>
        <span className="d-person-words"><span>{me.name}</span><span className="d-caption">{under}</span></span>
        <Unseen>{t('personMenu')}</Unseen>
      </button>
    </Dropdown>
  );
}
