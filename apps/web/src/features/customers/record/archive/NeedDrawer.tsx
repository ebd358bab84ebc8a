import { Input, InputNumber, Radio, Select } from 'antd';
import { Field, RecordForm, SideDrawer, useText } from '@dossier/ui';
import { useFormat, useMay, useSave, useViewer, type VariablesOf } from '@dossier/client';
import { AddNeedDocument, UpdateNeedDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords, codesIn } from './archive.words';
import { NextDayInput } from './NextDayInput';
import { parseNextDay } from './nextDay';
import { useCommunications, type Need } from './useArchive';

type NeedInput = VariablesOf<typeof AddNeedDocument>['input'];
interface NeedValues { statement: string; category?: string | null; confidence?: number | null; status?: NeedInput['status']; priority?: NeedInput['priority']; budgetMin?: number | null; budgetMax?: number | null; expectedOn?: string; because?: string; from?: string }

interface NeedDrawerProps { customerId: string; kind: 'EXPLICIT' | 'LATENT'; before?: Need; onClose: () => void }

/** A need written down or changed; a latent one says what it rests on and how sure we are. */
export function NeedDrawer({ customerId, kind, before, onClose }: NeedDrawerProps) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const { currency } = useViewer().company;
  const { today } = useFormat();
  const options = { refreshes: ['customerNeeds', 'customerTimeline'], done: t('needSaved'), onDone: onClose };
  const adding = useSave(AddNeedDocument, options);
  const changing = useSave(UpdateNeedDocument, options);
  const submit = (values: NeedValues) => {
    const input = inputOf(values, { kind, today: today(), currency: before?.budgetMin?.currency ?? currency ?? 'CNY', before });
    return before ? changing.run({ id: before.id, version: before.version, input }) : adding.run({ customerId, input });
  };
  const isLatent = kind === 'LATENT';
  const choices = <T extends 'NeedStatus' | 'NeedPriority'>(type: T) => codesIn(type).map((code) => ({ value: code, label: words(`${type}.${code}` as never) }));
  return (
    <SideDrawer open title={t(before ? 'editNeed' : isLatent ? 'addLatent' : 'addNeed')} onClose={onClose}>
      <RecordForm<NeedValues> save={before ? changing : adding} initial={valuesOf(before)} submitLabel={t('save')} label={t('addNeed')} cancel={onClose} onSubmit={submit}>
        <Field name="statement" label={t('statement')} required><Input.TextArea autoFocus rows={2} maxLength={1000} placeholder={t('statementHint')} /></Field>
        {isLatent && <Field name="confidence" label={t('confidence')} required><InputNumber min={0} max={100} /></Field>}
        {(isLatent || !before) && <Field name="because" label={t('evidence')} required={isLatent && !before}><Input.TextArea rows={1} maxLength={500} placeholder={t('evidenceHint')} /></Field>}
        {!before && <FromCommunication customerId={customerId} />}
        <Field name="priority" label={t('priority')}><Radio.Group options={choices('NeedPriority')} /></Field>
        {before && <Field name="status" label={t('status')}><Select options={choices('NeedStatus')} /></Field>}
        <Field name="category" label={t('category')}><Input maxLength={80} /></Field>
        <Field name="budgetMin" label={`${t('budgetMin')} (${currency})`}><InputNumber min={0} precision={2} /></Field>
        <Field name="budgetMax" label={`${t('budgetMax')} (${currency})`}><InputNumber min={0} precision={2} /></Field>
        <Field name="expectedOn" label={t('expectedOn')}><NextDayInput /></Field>
      </RecordForm>
    </SideDrawer>
  );
}

/** A contact of this customer as evidence. */
function FromCommunication({ customerId }: { customerId: string }) {
  const may = useMay('communication.read');
  return may ? <CommunicationChoice customerId={customerId} /> : null;
}

function CommunicationChoice({ customerId }: { customerId: string }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const format = useFormat();
  const { rows } = useCommunications(customerId);
  const options = rows.map((row) => ({ value: row.id, label: [format.dayShort(row.at), row.kind && words(`CommunicationKind.${row.kind}`), row.summary?.slice(0, 30)].filter(Boolean).join(' · ') }));
  return <Field name="from" label={t('evidenceFrom')}><Select allowClear options={options} placeholder={t('evidenceNone')} /></Field>;
}

const major = (money: { minor: number; currency: string } | null | undefined): number | null => (money ? money.minor / 100 : null);

function valuesOf(before?: Need): Partial<NeedValues> {
  if (!before) return { priority: 'MEDIUM' };
  return {
    statement: before.statement ?? '', category: before.category, confidence: typeof before.confidence === 'number' ? Math.round(before.confidence * 100) : null,
    status: before.status, priority: before.priority, budgetMin: major(before.budgetMin), budgetMax: major(before.budgetMax), expectedOn: before.expectedOn ?? '',
    because: (before.evidence ?? []).find(({ kind }) => kind === 'TEXT')?.text ?? '',
  };
}

function inputOf(values: NeedValues, { kind, today, currency, before }: { kind: NeedInput['kind']; today: string; currency: string; before?: Need }): NeedInput {
  const money = (value: number | null | undefined) => (typeof value === 'number' ? { minor: Math.round(value * 100), currency } : null);
  const kept = (before?.evidence ?? []).filter((one) => one.kind !== 'TEXT').map(({ kind: of, refId, text }) => ({ kind: of!, refId, text }));
  const said = values.because?.trim() ? [{ kind: 'TEXT' as const, text: values.because }] : [];
  const from = values.from ? [{ kind: 'COMMUNICATION' as const, refId: values.from }] : [];
  return {
    statement: values.statement, category: values.category ?? null, status: values.status ?? null, priority: values.priority ?? null,
    confidence: typeof values.confidence === 'number' ? values.confidence / 100 : null, budgetMin: money(values.budgetMin), budgetMax: money(values.budgetMax),
    expectedOn: parseNextDay(values.expectedOn, today) ?? null, ...(before ? {} : { kind }),
    ...(before && kind === 'EXPLICIT' ? {} : { evidence: [...kept, ...from, ...said] }),
  };
}
