import { Button, Form, Input, InputNumber } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, Icon, useCopy, useText } from '@dossier/ui';
import { Copy } from 'lucide-react';
import { ArchiveClientDocument, CreateKeyDocument, RevokeKeyDocument, RotateKeyDocument } from './keys.documents';
import { dayAfter, isOpen, linesOf, stateOf, followedIn, type ClientRow, type KeyRow } from './keys.rules';
import { keysText } from './keys.text';

interface KeyValues { name: string; expiresOn: string; ipList?: string; ratePerMinute: number }
const [USUAL_DAYS, MOST_DAYS, USUAL_RATE, MOST_RATE, OVERLAP_HOURS] = [90, 365, 600, 6_000, 24];

/** Name, last day and networks of a new key. */
export function NewKeyDialog({ client, onClose, onMade }: { client: Pick<ClientRow, 'id' | 'name'>; onClose: () => void; onMade: (secret: string) => void }) {
  const t = useText(keysText);
  const [form] = Form.useForm<KeyValues>();
  const save = useSave(CreateKeyDocument, { refreshes: ['clients'] });
  const submit = async ({ ipList, ...values }: KeyValues) => {
    const made = (await save.run({ clientId: client.id, input: { ...values, ipList: linesOf(ipList) } }))?.createKey;
    if (made) onMade(made.secret);
  };
  const faultOf = (name: string) => (save.fieldErrors[name] ? { validateStatus: 'error' as const, help: save.fieldErrors[name] } : {});
  const general = save.errorText && Object.keys(save.fieldErrors).length === 0 ? save.errorText : null;
  return (
    <Dialog open title={t('newKeyFor', { name: client.name ?? '' })} onClose={onClose} verb={t('createKey')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<KeyValues> form={form} layout="vertical" requiredMark={false} initialValues={{ name: '', expiresOn: dayAfter(USUAL_DAYS), ipList: '', ratePerMinute: USUAL_RATE }} onFinish={submit}>
        {general && <p role="alert" className="d-fault">{general}</p>}
        <Form.Item name="name" label={t('keyName')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]} {...faultOf('name')}><Input maxLength={80} placeholder={t('keyNameHint')} autoFocus /></Form.Item>
        <Form.Item name="expiresOn" label={t('expiresOn')} extra={t('expiresHelp')} {...faultOf('expiresOn')}><Input type="date" min={dayAfter(0)} max={dayAfter(MOST_DAYS)} /></Form.Item>
        <Form.Item name="ipList" label={t('ipList')} extra={t('ipHelp')} {...faultOf('ipList')}><Input.TextArea rows={2} spellCheck={false} /></Form.Item>
        <Form.Item name="ratePerMinute" label={t('rate')}><InputNumber min={1} max={MOST_RATE} /></Form.Item>
      </Form>
    </Dialog>
  );
}

/** The secret, this once. Closing it is the last of it. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useText(keysText);
  const copyOut = useCopy();
  const copy = () => void copyOut(secret, t('copied'));
  return (
    <Dialog open title={t('onceTitle')} onClose={onClose} width={640}>
      <p>{t('onceText')}</p>
      <div className="d-secret">
        <Input readOnly value={secret} aria-label={t('secret')} className="d-mono" onFocus={event => event.target.select()} autoFocus />
        <Button icon={<Icon of={Copy} />} onClick={() => void copy()}>{t('copy')}</Button>
      </div>
      <div className="d-kept"><Button type="primary" onClick={onClose}>{t('kept')}</Button></div>
    </Dialog>
  );
}

/** What happens when a key is taken back, before it happens. */
export function RevokeDialog({ row, onClose }: { row: KeyRow; onClose: () => void }) {
  const t = useText(keysText);
  const save = useSave(RevokeKeyDocument, { refreshes: ['clients'], done: t('revokedDone'), onDone: onClose });
  return (
    <Dialog open title={t('revokeTitle', { name: row.name ?? '' })} onClose={onClose} verb={t('revoke')} danger busy={save.busy} onVerb={() => void save.run({ id: row.id })}>
      <p>{t('revokeText')}</p>{save.errorText && <p role="alert" className="d-fault">{save.errorText}</p>}
    </Dialog>
  );
}

export function RotateDialog({ row, onClose, onMade }: { row: KeyRow; onClose: () => void; onMade: (secret: string) => void }) {
  const t = useText(keysText);
  const save = useSave(RotateKeyDocument, { refreshes: ['clients'] });
  const rotate = async () => {
    const made = (await save.run({ id: row.id, overlapHours: OVERLAP_HOURS }))?.rotateKey;
    if (made) onMade(made.secret);
  };
  return (
    <Dialog open title={t('rotateTitle', { name: row.name ?? '' })} onClose={onClose} verb={t('rotate')} busy={save.busy} onVerb={() => void rotate()}>
      <p>{t('rotateText', { hours: OVERLAP_HOURS })}</p>{save.errorText && <p role="alert" className="d-fault">{save.errorText}</p>}
    </Dialog>
  );
}

export function ArchiveDialog({ client, onClose }: { client: ClientRow; onClose: () => void }) {
  const t = useText(keysText);
  const name = client.name ?? '';
  const keys = client.keys ?? [];
  const live = keys.filter(key => isOpen(stateOf(key, followedIn(keys)))).length;
  const save = useSave(ArchiveClientDocument, { refreshes: ['clients'], done: t('archived', { name }), onDone: onClose });
  return (
    <Dialog open title={t('archiveTitle', { name })} onClose={onClose} verb={t('archive')} danger busy={save.busy} onVerb={() => void save.run({ id: client.id })}>
      <p>{t('archiveText', { count: live })}</p>{save.errorText && <p role="alert" className="d-fault">{save.errorText}</p>}
    </Dialog>
  );
}
