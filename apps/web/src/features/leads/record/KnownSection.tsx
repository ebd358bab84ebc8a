import { Button, Input, Select } from 'antd';
import { Pencil } from 'lucide-react';
import { useCustomerChoices, useDraft, useFormat, useSave, type Money } from '@dossier/client';
import { Facts, Field, Icon, RecordForm, Section, usePhone, useText, KeyCap } from '@dossier/ui';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadWords } from '../leads.words';
import { useCoded } from '../list/useLeadFilters';
import type { Authority } from '../lead.types';
import { MoneyInput } from './MoneyInput';
import { ProductChoice } from './ProductChoice';
import { UpdateLeadDocument } from './record.documents';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';

interface KnownProps { lead: LeadRecord; editing: boolean; onEdit: () => void; onClose: () => void }
/** The fields as they are typed. */
interface Values { subject?: string | null; need?: string | null; productId?: string | null; sourceId?: string | null; amount?: Money | null; budget?: Money | null; authority?: Authority | null; decideOn?: string | null }

/** Need, budget, authority and time: what is known of the interest, and what is not. */
export function KnownSection(props: KnownProps) {
  const t = useText(recordText);
  const phone = usePhone();
  const { lead, editing, onEdit } = props;
  const edit = lead.can?.includes('UPDATE') && !editing && <Button type="link" size="small" icon={<Icon of={Pencil} />} onClick={onEdit}>{t('edit')}{!phone && <KeyCap>E</KeyCap>}</Button>;
  return <Section title={t('known')} note={t('knownNote')} extra={edit}>{editing ? <EditKnown {...props} /> : <Known lead={lead} />}</Section>;
}

function Known({ lead }: { lead: LeadRecord }) {
  const t = useText(recordText);
  const word = useText(leadWords);
  const format = useFormat();
  const unknown = <span className="d-caption">{t('unknown')}</span>;
  return (
    <Facts items={[
      ...(lead.subject ? [{ label: t('subject'), value: lead.subject }] : []),
      { label: t('need'), value: lead.need ? <span className="lead-need">{lead.need}</span> : unknown },
      { label: t('budget'), value: lead.budget ? format.money(lead.budget) : unknown },
      { label: t('authority'), value: lead.authority && lead.authority !== 'UNKNOWN' ? word(`LeadAuthority.${lead.authority}`) : unknown },
      { label: t('decideOn'), value: lead.decideOn ? format.day(lead.decideOn) : unknown },
      ...(lead.amount ? [{ label: t('amount'), value: format.money(lead.amount) }] : []),
      ...(lead.productName ? [{ label: t('product'), value: lead.productName }] : []),
    ]} />
  );
}

const KEYS = ['subject', 'need', 'productId', 'sourceId', 'amount', 'budget', 'authority', 'decideOn'] as const;
const none = (value: unknown): unknown => (typeof value === 'string' ? value.trim() || null : value ?? null);

/** Only what was changed is sent, so that two people may change different fields at once. */
export function changesOf(values: Values, before: Values): Values {
  return Object.fromEntries(KEYS.filter((key) => key in values && JSON.stringify(none(values[key])) !== JSON.stringify(none(before[key]))).map((key) => [key, none(values[key])])) as Values;
}

function EditKnown({ lead, onClose }: KnownProps) {
  const t = useText(recordText);
  const { sources } = useCustomerChoices();
  const coded = useCoded();
  const draft = useDraft<Values>(`lead.${lead.id}`);
  const before = Object.fromEntries(KEYS.map((key) => [key, lead[key] ?? null])) as Values;
  const done = () => {
    draft.drop();
    onClose();
  };
  const save = useSave(UpdateLeadDocument, { refreshes: LEADS_REFRESHED, done: t('saved'), onDone: done });
  const submit = (values: Values) => {
    const input = changesOf(values, before);
    return Object.keys(input).length === 0 ? done() : save.run({ id: lead.id, version: lead.version, input: input as never });
  };
  return (
    <RecordForm<Values> save={save} quiet initial={{ ...before, ...draft.draft }} submitLabel={t('save')} label={t('known')} cancel={done} onValues={(values) => draft.keep(values as Values)} onSubmit={submit}>
      <Field name="subject" label={t('subject')}><Input autoFocus maxLength={200} /></Field>
      <Field name="need" label={t('need')}><Input.TextArea rows={3} maxLength={2000} /></Field>
      <Field name="budget" label={t('budget')}><MoneyInput /></Field>
      <Field name="authority" label={t('authority')}><Select options={coded('LeadAuthority')} /></Field>
      <Field name="decideOn" label={t('decideOn')}><Input type="date" /></Field>
      <Field name="amount" label={t('amount')}><MoneyInput /></Field>
      <Field name="productId" label={t('product')}><ProductChoice known={lead.productName ?? null} /></Field>
      <Field name="sourceId" label={t('source')}><Select allowClear showSearch={{ optionFilterProp: 'label' }} options={sources} /></Field>
    </RecordForm>
  );
}
