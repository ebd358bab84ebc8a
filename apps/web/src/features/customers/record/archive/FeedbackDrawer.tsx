import { DatePicker, Input, InputNumber, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { Field, RecordForm, SideDrawer, useText } from '@dossier/ui';
import { useCustomerChoices, useSave, type VariablesOf } from '@dossier/client';
import { AddFeedbackDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords, codesIn } from './archive.words';

type FeedbackInput = VariablesOf<typeof AddFeedbackDocument>['input'];
interface FeedbackValues { kind: FeedbackInput['kind']; text?: string; score?: number | null; channelId?: string | null; at?: Dayjs | null }

/** What a customer thinks, written down. */
export function FeedbackDrawer({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const { sources } = useCustomerChoices();
  const save = useSave(AddFeedbackDocument, { refreshes: ['customerFeedback', 'customerTimeline'], done: t('feedbackSaved'), onDone: onClose });
  const kinds = codesIn('FeedbackKind').map((code) => ({ value: code, label: words(`FeedbackKind.${code}`) }));
  const submit = ({ at, ...values }: FeedbackValues) => save.run({ customerId, input: { ...values, ...(at ? { at: at.toISOString() } : {}) } });
  return (
    <SideDrawer open title={t('addFeedback')} onClose={onClose}>
      <RecordForm<FeedbackValues> save={save} initial={{ kind: 'COMPLAINT' }} submitLabel={t('save')} label={t('addFeedback')} cancel={onClose} onSubmit={submit}>
        <Field name="kind" label={t('feedbackKind')}><Radio.Group className="archive-kinds" optionType="button" options={kinds} /></Field>
        <Field name="text" label={t('said')}><Input.TextArea autoFocus rows={3} maxLength={4000} /></Field>
        <Field name="score" label={t('score')}><InputNumber min={0} max={10} precision={0} /></Field>
        <Field name="channelId" label={t('channel')}><Select allowClear options={sources} /></Field>
        <Field name="at" label={t('at')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('atNow')} maxDate={dayjs()} /></Field>
      </RecordForm>
    </SideDrawer>
  );
}
