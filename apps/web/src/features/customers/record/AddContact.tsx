import { Checkbox, Form, Input, Select } from 'antd';
import { Field, RecordForm, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import type { VariablesOf } from '@graphql-typed-document-node/core';
import { AddIdentityDocument } from '../customers.documents';
import { codesOf, terms } from '../customers.words';
import { recordText } from './record.text';

type IdentityInput = VariablesOf<typeof AddIdentityDocument>['input'];

/** Kinds whose number means something only together with who issued it. */
const ISSUED: ReadonlySet<string> = new Set(['WECHAT_OPENID', 'MEMBER_CARD', 'POS_MEMBER', 'SOCIAL']);

/** One more phone, address or account, added in place. */
export function AddContact({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useText(recordText);
  const term = useText(terms);
  const [form] = Form.useForm<IdentityInput>();
  const kind = Form.useWatch('kind', form);
  const save = useSave(AddIdentityDocument, { refreshes: ['customer', 'customers', 'customerHistory'], done: t('contactAdded'), onDone: onClose });
  const kinds = codesOf('IdentityKind').map((code) => ({ value: code, label: term(`IdentityKind.${code}`) }));
  return (
    <div className="customer-add-contact">
      <RecordForm<IdentityInput> form={form} save={save} initial={{ kind: 'PHONE' }} submitLabel={t('add')} cancel={onClose} label={t('addContact')} onSubmit={(input) => save.run({ customerId, input })}>
        <Field name="kind" label={t('contactKind')}><Select options={kinds} /></Field>
        <Field name="value" label={t('contactValue')} required><Input autoFocus /></Field>
        {kind && ISSUED.has(kind) && <Field name="issuer" label={t('contactIssuer')}><Input placeholder={t('contactIssuerHint')} maxLength={40} /></Field>}
        <Field name="label" label={t('contactLabel')}><Input placeholder={t('contactLabelHint')} maxLength={40} /></Field>
        <Form.Item name="verified" valuePropName="checked"><Checkbox>{t('contactVerified')}</Checkbox></Form.Item>
      </RecordForm>
    </div>
  );
}
