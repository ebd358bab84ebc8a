import { Checkbox, Input, Select } from 'antd';
import { useAsk, useMay } from '@dossier/client';
import { Field, useLanguage, useText } from '@dossier/ui';
import { RolesDocument, TeamsDocument } from './team.documents';
import { teamText } from './team.text';

export interface UserValues { name: string; email: string; roleIds: string[]; teamIds: string[] }

/** More teams than these are searched, not looked over. */
const MOST_BOXES = 16;

/** The fields that a new and a known colleague share; for a new one roles and teams lie open, so that one click chooses. */
export function UserFields({ asBoxes = false }: { asBoxes?: boolean }) {
  const t = useText(teamText);
  const language = useLanguage();
  const mayAssign = useMay('role.assign');
  const roles = useAsk(RolesDocument, {}, { skip: !useMay('role.read') }).data?.roles ?? [];
  const teams = useAsk(TeamsDocument, {}, { skip: !useMay('team.read') }).data?.teams ?? [];
  const roleName = (role: { name?: string | null; nameEn?: string | null }) => (language === 'en' ? (role.nameEn ?? role.name) : role.name) ?? '';
  const options = roles.map(role => ({ value: role.id, label: roleName(role) }));
  const places = teams.map(team => ({ value: team.id, label: team.name ?? '' }));
  return (
    <>
      <Field name="name" label={t('name')} required><Input autoComplete="off" maxLength={80} autoFocus={asBoxes} /></Field>
      <Field name="email" label={t('email')} required rules={[{ type: 'email', message: t('emailWrong') }]}><Input type="email" inputMode="email" autoComplete="off" maxLength={200} spellCheck={false} /></Field>
      <Field name="roleIds" label={t('roles')} extra={t('rolesHelp')}>
        {asBoxes ? <Checkbox.Group disabled={!mayAssign} options={options} /> : <Select mode="multiple" disabled={!mayAssign} options={options} showSearch={{ optionFilterProp: 'label' }} />}
      </Field>
      <Field name="teamIds" label={t('teams')} extra={t('teamsHelp')}>
        {asBoxes && teams.length <= MOST_BOXES ? <Checkbox.Group options={places} /> : <Select mode="multiple" options={places} showSearch={{ optionFilterProp: 'label' }} />}
      </Field>
    </>
  );
}
