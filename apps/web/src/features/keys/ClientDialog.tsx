import { Checkbox, Form, Input, Select } from 'antd';
import { useAsk, useSave, useViewer } from '@dossier/client';
import { Dialog, useLanguage, useText } from '@dossier/ui';
import { ClientChoicesDocument, CreateClientDocument, UpdateClientDocument } from './keys.documents';
import type { ClientRow } from './keys.rules';
import { keysText } from './keys.text';

interface ClientValues { name: string; description?: string; roleIds: string[]; teamIds: string[]; actsForMe?: boolean }
const ids = (refs?: readonly { id: string }[] | null) => (refs ?? []).map(ref => ref.id);

/** A program: its name, what it is for, and what it may do. */
export function ClientDialog({ client, onClose }: { client?: ClientRow; onClose: (made?: { id: string; name: string }) => void }) {
  const t = useText(keysText);
  const language = useLanguage();
  const viewer = useViewer();
  const [form] = Form.useForm<ClientValues>();
  const choices = useAsk(ClientChoicesDocument, {});
  const create = useSave(CreateClientDocument, { refreshes: ['clients'] });
  const update = useSave(UpdateClientDocument, { refreshes: ['clients'], done: t('saved') });
  const save = client ? update : create;
  const submit = async ({ actsForMe, description, ...values }: ClientValues) => {
    if (client) return (await update.run({ id: client.id, version: client.version, input: { ...values, description: description ?? '' } })) && onClose();
    const made = (await create.run({ input: { ...values, description: description || null, actsForId: actsForMe ? viewer.id : null } }))?.createClient;
    return made && onClose({ id: made.id, name: made.name ?? '' });
  };
  const initial: ClientValues = { name: client?.name ?? '', description: client?.description ?? '', roleIds: ids(client?.roles), teamIds: ids(client?.teams), actsForMe: false };
  const roles = (choices.data?.roles ?? []).map(role => ({ value: role.id, label: (language === 'en' ? role.nameEn : role.name) ?? '' }));
  const teams = (choices.data?.teams ?? []).map(team => ({ value: team.id, label: team.name ?? '' }));
  const search = { optionFilterProp: 'label' } as const;
  const faultOf = (name: string) => (save.fieldErrors[name] ? { validateStatus: 'error' as const, help: save.fieldErrors[name] } : {});
  const general = save.errorText && Object.keys(save.fieldErrors).length === 0 ? save.errorText : null;
  return (
    <Dialog open title={client ? t('editThing', { name: client.name ?? '' }) : t('newClient')} onClose={() => onClose()} verb={t(client ? 'save' : 'createVerb')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<ClientValues> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        {general && <p role="alert" className="d-fault">{general}</p>}
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]} {...faultOf('name')}><Input maxLength={80} placeholder={t('nameHint')} autoFocus /></Form.Item>
        <Form.Item name="description" label={t('description')}><Input maxLength={400} /></Form.Item>
        <Form.Item name="roleIds" label={t('roles')} extra={t('rolesHelp')} rules={[{ required: true, message: t('rolesNeeded') }]}><Select mode="multiple" options={roles} showSearch={search} /></Form.Item>
        <Form.Item name="teamIds" label={t('teams')} extra={t('teamsHelp')}><Select mode="multiple" options={teams} showSearch={search} /></Form.Item>
        {!client && <Form.Item name="actsForMe" valuePropName="checked" extra={t('actsForHelp')}><Checkbox>{t('actsFor')}</Checkbox></Form.Item>}
      </Form>
    </Dialog>
  );
}
