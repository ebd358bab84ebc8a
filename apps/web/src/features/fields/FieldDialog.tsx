import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { changeOf, isBounded, isChoice, isSorted, readOptions, TYPES, writeOptions, type FieldType, type FieldValues } from './field.values';
import { SHOWN, useLabel, type CustomField } from './field.words';
import { CreateCustomFieldDocument, UpdateCustomFieldDocument } from './fields.documents';
import { fieldsText, fieldTerms } from './fields.text';

const initialOf = (field: CustomField | null): FieldValues => ({
  name: field?.name ?? '', nameEn: field?.nameEn ?? '', type: field?.type ?? 'TEXT', options: writeOptions(field?.options), least: field?.least ?? null, most: field?.most ?? null, pattern: field?.pattern ?? null,
  section: field?.section ?? null, sectionEn: field?.sectionEn ?? null, required: field?.required ?? false, personal: field?.personal ?? false, indexed: field?.indexed ?? false, sortable: field?.sortable ?? false,
});

/** A new field, or another one's labels, bounds and marks. */
export function FieldDialog({ field, onClose }: { field: CustomField | null; onClose: () => void }) {
  const t = useText(fieldsText);
  const label = useLabel();
  const [form] = Form.useForm<FieldValues>();
  const type = Form.useWatch('type', form) ?? field?.type ?? 'TEXT';
  const create = useSave(CreateCustomFieldDocument, { refreshes: SHOWN, done: (answer) => t('added', { name: label(answer.createCustomField ?? {}) }), onDone: onClose });
  const update = useSave(UpdateCustomFieldDocument, { refreshes: SHOWN, done: (answer) => t('saved', { name: label(answer.updateCustomField ?? {}) }), onDone: onClose });
  const save = field ? update : create;
  const submit = (values: FieldValues) => {
    const change = changeOf({ ...values, type });
    return field ? update.run({ id: field.id, version: field.version, input: change }) : create.run({ input: { ...change, key: values.key?.trim() ?? '', type } as Parameters<typeof create.run>[0]['input'] });
  };
  return (
    <Dialog open width={640} title={field ? t('editThing', { name: label(field) }) : t('add')} onClose={onClose} verb={t(field ? 'save' : 'add')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<FieldValues> form={form} layout="vertical" requiredMark={false} initialValues={initialOf(field)} onFinish={(values) => void submit(values)}>
        <Labels isNew={field === null} />
        {isChoice(type) && <Options />}
        {isBounded(type) && <Bounds type={type} />}
        <Marks sorted={isSorted(type)} />
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

function Labels({ isNew }: { isNew: boolean }) {
  const t = useText(fieldsText);
  const term = useText(fieldTerms);
  const needed = [{ required: true, whitespace: true, message: t('fill') }];
  return (
    <>
      <Form.Item name="name" label={t('nameZh')} rules={needed}><Input autoFocus maxLength={60} /></Form.Item>
      <Form.Item name="nameEn" label={t('nameEn')} rules={needed}><Input maxLength={60} /></Form.Item>
      {isNew && <Form.Item name="key" label={t('key')} extra={t('keyHelp')} rules={[{ required: true, pattern: /^[a-z][A-Za-z0-9_]{0,39}$/u, message: t('keyWrong') }]}><Input maxLength={40} autoComplete="off" spellCheck={false} /></Form.Item>}
      {isNew && <Form.Item name="type" label={t('type')} extra={t('typeHelp')}><Select options={TYPES.map((type) => ({ value: type, label: term(`CustomFieldType.${type}`) }))} /></Form.Item>}
      <Form.Item name="section" label={t('sectionZh')}><Input maxLength={40} /></Form.Item>
      <Form.Item name="sectionEn" label={t('sectionEn')}><Input maxLength={40} /></Form.Item>
    </>
  );
}

function Options() {
  const t = useText(fieldsText);
  const validator = (_: unknown, written?: string) => (readOptions(written) ? Promise.resolve() : Promise.reject(new Error(t('optionsWrong'))));
  return <Form.Item name="options" label={t('options')} extra={t('optionsHelp')} rules={[{ validator }]}><Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} /></Form.Item>;
}

function Bounds({ type }: { type: FieldType }) {
  const t = useText(fieldsText);
  return (
    <>
      <div className="field-pair">
        <Form.Item name="least" label={t('least')}><InputNumber /></Form.Item>
        <Form.Item name="most" label={t('most')}><InputNumber /></Form.Item>
      </div>
      {type === 'TEXT' && <Form.Item name="pattern" label={t('pattern')} extra={t('patternHelp')}><Input maxLength={60} /></Form.Item>}
    </>
  );
}

function Marks({ sorted }: { sorted: boolean }) {
  const t = useText(fieldsText);
  return (
    <>
      <Form.Item name="required" valuePropName="checked" noStyle><Checkbox className="field-mark">{t('isRequired')}</Checkbox></Form.Item>
      <Form.Item name="personal" valuePropName="checked" noStyle><Checkbox className="field-mark">{t('isPersonal')}</Checkbox></Form.Item>
      <Form.Item name="indexed" valuePropName="checked" noStyle><Checkbox className="field-mark">{t('isIndexed')}</Checkbox></Form.Item>
      {sorted && <Form.Item name="sortable" valuePropName="checked" noStyle><Checkbox className="field-mark">{t('isSortable')}</Checkbox></Form.Item>}
    </>
  );
}
