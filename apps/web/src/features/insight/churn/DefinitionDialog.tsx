import { Form, InputNumber, Radio, Select } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useInsightWord } from '../insight.words';
import { ChurnFieldsDocument, SetChurnDefinitionDocument, type Definition, type DefinitionWish } from './churn.documents';
import { churnText } from './churn.text';

interface Values { kind: DefinitionWish['kind']; factor?: number; days?: number; fieldKey?: string; horizonDays: number }
const KINDS = ['GAP', 'DORMANCY', 'CONTRACT'] as const;
const USUAL = { factor: 2, days: 180 };

/** What counts as gone from now on: a new version, under which everything is computed anew. */
export function DefinitionDialog({ definition, onClose }: { definition: Definition | null; onClose: () => void }) {
  const t = useText(churnText);
  const word = useInsightWord();
  const toast = useToast();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form) ?? definition?.kind ?? 'GAP';
  const save = useSave(SetChurnDefinitionDocument, {
    refreshes: ['churnBoard'],
    onDone: () => {
      toast.done(t('saved'));
      onClose();
    },
  });
  const submit = ({ kind: by, factor, days, fieldKey, horizonDays }: Values) =>
    void save.run({ input: { kind: by, horizonDays, factor: by === 'GAP' ? factor : null, days: by === 'DORMANCY' ? days : null, fieldKey: by === 'CONTRACT' ? fieldKey : null } });
  const rules = [{ required: true, message: t('needed') }];
  const first = { kind: definition?.kind ?? 'GAP', factor: definition?.factor ?? USUAL.factor, days: definition?.days ?? USUAL.days, fieldKey: definition?.fieldKey ?? undefined, horizonDays: definition?.horizonDays ?? 60 };
  return (
    <Dialog open title={t('editTitle')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={first}>
        <Form.Item name="kind" label={t('kind')}><Radio.Group options={KINDS.map((value) => ({ value, label: word('ChurnKind', value) }))} /></Form.Item>
        {kind === 'GAP' && <Form.Item name="factor" label={t('factor')} rules={rules}><InputNumber min={1} max={10} step={0.5} /></Form.Item>}
        {kind === 'DORMANCY' && <Form.Item name="days" label={t('days')} rules={rules}><InputNumber min={7} max={1095} precision={0} /></Form.Item>}
        {kind === 'CONTRACT' && <FieldChoice />}
        <Form.Item name="horizonDays" label={t('horizon')} rules={rules}><InputNumber min={14} max={365} precision={0} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

/** The custom field that holds the last day of a contract. */
function FieldChoice() {
  const t = useText(churnText);
  const fields = useAsk(ChurnFieldsDocument, {}).data?.churnFields ?? [];
  return <Form.Item name="fieldKey" label={t('field')} rules={[{ required: true, message: t('needed') }]}><Select notFoundContent={t('noField')} options={fields.map(({ key, name }) => ({ value: key, label: name }))} /></Form.Item>;
}
