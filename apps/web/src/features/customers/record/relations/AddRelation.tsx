import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { Field, RecordForm, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { CustomerChoice } from './CustomerChoice';
import { AddRelationshipDocument } from './relations.documents';
import { BASES, calledOf, isDirected, KINDS, SOURCES } from './relation.words';
import { REFRESHED } from './RelationRow';
import { relationsText, relationTerms } from './relations.text';

interface Values { otherId: string; kind: (typeof KINDS)[number]; isInward?: boolean; strength: number; source: (typeof SOURCES)[number]; basis: (typeof BASES)[number]; note?: string; jobTitle?: string }

/** A relation of this customer with another one within reach. */
export function AddRelation({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(relationsText);
  const term = useText(relationTerms);
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form);
  const save = useSave(AddRelationshipDocument, { refreshes: REFRESHED, done: t('added'), onDone: onClose });
  const name = calledOf(customer);
  const add = ({ otherId, isInward, jobTitle, ...values }: Values) => save.run({ input: { ...values, ...(jobTitle && { jobTitle }), ...(isInward && isDirected(values.kind) ? { fromId: otherId, toId: customer.id } : { fromId: customer.id, toId: otherId }) } });
  return (
    <div className="customer-add-contact">
      <RecordForm<Values> form={form} save={save} label={t('add')} submitLabel={t('save')} cancel={onClose} initial={{ kind: 'FAMILY', strength: 0.5, source: 'DECLARED', basis: 'CONSENT', isInward: false }} onSubmit={add}>
        <Field name="otherId" label={t('other')} required><CustomerChoice except={[customer.id]} /></Field>
        <Field name="kind" label={t('kind')}><Select options={KINDS.map((value) => ({ value, label: term(`RelationKind.${value}`) }))} /></Field>
        {isDirected(kind) && <Field name="isInward" label={t('direction')}><Radio.Group options={[{ value: false, label: t('outward', { name }) }, { value: true, label: t('inward', { name }) }]} /></Field>}
        {kind === 'EMPLOYEE_OF' && <Field name="jobTitle" label={t('jobTitle')}><Input maxLength={80} /></Field>}
        <Field name="strength" label={t('strength')} extra={t('strengthNote')}><InputNumber min={0} max={1} step={0.1} /></Field>
        <Field name="source" label={t('source')}><Select options={SOURCES.map((value) => ({ value, label: term(`RelationSource.${value}`) }))} /></Field>
        <Field name="basis" label={t('basis')}><Select options={BASES.map((value) => ({ value, label: term(`RelationBasis.${value}`) }))} /></Field>
        <Field name="note" label={t('note')}><Input maxLength={500} /></Field>
      </RecordForm>
    </div>
  );
}
