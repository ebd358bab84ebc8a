import { Form, Input } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import type { RoleRow } from './role.rows';
import { CopyRoleDocument, CreateRoleDocument, UpdateRoleDocument } from './team.documents';
import { teamText } from './team.text';

export type NameAct = 'NEW' | 'COPY' | 'RENAME';
interface Values { name: string; nameEn?: string; description?: string }
interface RoleNameProps { act: NameAct; role: RoleRow | undefined; onClose: () => void; onMade: (id: string) => void }

/** The name of a role that is made, copied or named anew. */
export function RoleNameDialog({ act, role, onClose, onMade }: RoleNameProps) {
  const t = useText(teamText);
  const [form] = Form.useForm<Values>();
  const refreshes = ['roles', 'role', 'me'];
  const done = (id?: string) => (onClose(), id && onMade(id));
  const create = useSave(CreateRoleDocument, { refreshes, onDone: answer => done(answer.createRole?.id) });
  const copy = useSave(CopyRoleDocument, { refreshes, onDone: answer => done(answer.copyRole?.id) });
  const rename = useSave(UpdateRoleDocument, { refreshes, onDone: answer => done(answer.updateRole?.id) });
  const save = { NEW: create, COPY: copy, RENAME: rename }[act];
  const submit = ({ name, nameEn, description }: Values) => {
    if (act === 'NEW') return void create.run({ input: { name, ...(nameEn ? { nameEn } : {}), description: description ?? '', grants: [] } });
    if (act === 'COPY') return void copy.run({ id: role!.id, name });
    void rename.run({ id: role!.id, version: role!.version, input: { name, ...(nameEn ? { nameEn } : {}), description: description ?? '' } });
  };
  const initial = act === 'RENAME' ? { name: role?.name ?? '', nameEn: role?.nameEn ?? '', description: role?.description ?? '' } : { name: act === 'COPY' ? t('copyName', { name: role?.name ?? '' }) : '' };
  const verb = t(act === 'NEW' ? 'createRole' : act === 'COPY' ? 'copyRole' : 'saveVerb');
  return (
    <Dialog open title={act === 'NEW' ? t('newRole') : t(act === 'COPY' ? 'copyTitle' : 'renameTitle', { name: role?.name ?? '' })} onClose={onClose} verb={verb} busy={save.busy} onVerb={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('roleName')} rules={[{ required: true, whitespace: true, message: t('roleNameMissing') }]} validateStatus={save.errorText ? 'error' : undefined} help={save.errorText ?? undefined}><Input maxLength={40} autoFocus autoComplete="off" /></Form.Item>
        {act !== 'COPY' && <Form.Item name="nameEn" label={t('roleNameEn')}><Input maxLength={40} autoComplete="off" lang="en" /></Form.Item>}
        {act !== 'COPY' && <Form.Item name="description" label={t('roleDescription')}><Input.TextArea maxLength={300} rows={3} /></Form.Item>}
      </Form>
    </Dialog>
  );
}
