import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { Moment, useAsk, useMay, useSave, useViewer } from '@dossier/client';
import { Facts, Section, useLanguage, useText } from '@dossier/ui';
import { RolesDocument, SetRoleTermsDocument } from './team.documents';
import { teamText } from './team.text';

interface Named { id: string; name?: string | null }
interface Holder { id: string; roles?: Named[] | null; temporaryRoles?: { id: string; until: string }[] | null; can?: string[] | null }

/** How long each role of a colleague lasts; without an end it lasts for good. */
export function RoleTerms({ user }: { user: Holder }) {
  const t = useText(teamText);
  const isSelf = useViewer().id === user.id;
  const mayAssign = useMay('role.assign') && (user.can?.includes('ASSIGN_ROLES') ?? false) && !isSelf;
  const save = useSave(SetRoleTermsDocument, { loud: true, refreshes: ['user', 'users', 'roles'], done: t('termsSaved') });
  const language = useLanguage();
  const known = useAsk(RolesDocument, {}, { skip: !useMay('role.read') }).data?.roles ?? [];
  const roles = (user.roles ?? []).map(role => ({ ...role, name: (language === 'en' && known.find(one => one.id === role.id)?.nameEn) || role.name }));
  const ends = new Map((user.temporaryRoles ?? []).map(role => [role.id, role.until]));
  const choose = (roleId: string, until: Dayjs | null) => {
    const next = new Map(ends);
    if (until) next.set(roleId, until.toISOString());
    else next.delete(roleId);
    void save.run({ userId: user.id, roleIds: roles.map(role => role.id), untils: [...next].map(([id, at]) => ({ roleId: id, until: at })) });
  };
  if (roles.length === 0 || (!mayAssign && ends.size === 0)) return null;
  const until = (role: Named) => {
    const at = ends.get(role.id);
    if (!mayAssign) return at ? <Moment at={at} /> : t('forGood');
    return <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={at ? dayjs(at) : null} placeholder={t('forGood')} minDate={dayjs()} disabled={save.busy} onChange={day => choose(role.id, day)} aria-label={t('untilWhen', { name: role.name ?? '' })} />;
  };
  return <Section title={t('roleTerms')}><Facts items={roles.map(role => ({ label: role.name ?? '', value: until(role) }))} /></Section>;
}
