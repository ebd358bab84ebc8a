import { Button, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { ColleaguesDocument, failure, useAsk, useSave } from '@dossier/client';
import { Dialog, EmptyState, Failed, Row, Rows, Section, useText, useToast, Waiting } from '@dossier/ui';
import { ArchiveStepEscalationDocument, SaveStepEscalationDocument, StepEscalationsDocument, TargetTeamsDocument, type Escalation } from './follow.documents';
import { followText } from './follow.text';

const REFRESHES = ['stepEscalations'];
const TARGETS = ['LEADER', 'PERSON', 'NOBODY'] as const;
const ANY = '';
interface Values { team: string; hours: number; target: (typeof TARGETS)[number]; person?: string }

/** Who beside its owner is told of a next step that stays undone, and after how long. */
export function StepEscalations() {
  const t = useText(followText);
  const [editing, setEditing] = useState<Escalation | 'new' | null>(null);
  const asked = useAsk(StepEscalationsDocument, {});
  const rows = asked.data?.stepEscalations;
  return (
    <Section title={t('escalations')} extra={<Button size="small" onClick={() => setEditing('new')}>{t('addEscalation')}</Button>}>
      <p className="d-note">{t('escalationsText')}</p>
      {asked.isPending && <Waiting rows={2} />}
      {asked.isError && !rows && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {rows?.length === 0 && <EmptyState title={t('noEscalations')} text={t('noEscalationsText')} />}
      {rows && rows.length > 0 && <Rows label={t('escalations')}>{rows.map((row) => <EscalationRow key={row.id} row={row} onEdit={() => setEditing(row)} />)}</Rows>}
      {editing && <EscalationDialog row={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}

function EscalationRow({ row, onEdit }: { row: Escalation; onEdit: () => void }) {
  const t = useText(followText);
  const again = useSave(SaveStepEscalationDocument, { refreshes: REFRESHES, loud: true });
  const back = () => again.run({ input: { teamId: row.team?.id ?? null, hours: row.hours ?? 1, target: row.target ?? 'LEADER', personId: row.person?.id ?? null } });
  const remove = useSave(ArchiveStepEscalationDocument, { refreshes: REFRESHES, loud: true, done: t('escalationRemoved'), undo: back });
  const name = row.team?.name ?? t('everyTeam');
  const whom = row.target === 'PERSON' ? (row.person?.name ?? '') : t(row.target ?? 'LEADER');
  return (
    <Row title={name} note={row.target === 'NOBODY' ? t('NOBODY') : t('escalates', { hours: row.hours ?? 0, whom })}
      verb={(
        <>
          {row.can?.includes('UPDATE') && <Button type="link" size="small" aria-label={t('changeThis', { name })} onClick={onEdit}>{t('change')}</Button>}
          {row.can?.includes('ARCHIVE') && <Button type="link" size="small" aria-label={t('removeThis', { name })} onClick={() => void remove.run({ id: row.id })}>{t('remove')}</Button>}
        </>
      )} />
  );
}

function EscalationDialog({ row, onClose }: { row: Escalation | null; onClose: () => void }) {
  const t = useText(followText);
  const toast = useToast();
  const [form] = Form.useForm<Values>();
  const target = Form.useWatch('target', form) ?? row?.target ?? 'LEADER';
  const teams = useAsk(TargetTeamsDocument, {}).data?.teams ?? [];
  const people = useAsk(ColleaguesDocument, {}, { skip: target !== 'PERSON' }).data?.users?.nodes ?? [];
  const onDone = () => {
    toast.done(t('escalationSaved'));
    onClose();
  };
  const save = useSave(SaveStepEscalationDocument, { refreshes: REFRESHES, onDone });
  const submit = (values: Values) => void save.run({ input: { teamId: values.team === ANY ? null : values.team, hours: values.hours, target: values.target, personId: values.target === 'PERSON' ? values.person : null } });
  const first = { team: row?.team?.id ?? ANY, hours: row?.hours ?? 8, target: row?.target ?? 'LEADER', person: row?.person?.id };
  const needed = [{ required: true, message: t('needed') }];
  return (
    <Dialog open title={t('addEscalation')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={first}>
        <Form.Item name="team" label={t('team')}><Select disabled={row !== null} options={[{ value: ANY, label: t('everyTeam') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]} /></Form.Item>
        <Form.Item name="target" label={t('whom')}><Select options={TARGETS.map((value) => ({ value, label: t(value) }))} /></Form.Item>
        {target === 'PERSON' && <Form.Item name="person" label={t('person')} extra={t('personHint')} rules={needed}><Select showSearch={{ optionFilterProp: 'label' }} options={people.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>}
        <Form.Item name="hours" label={t('hours')} hidden={target === 'NOBODY'} rules={needed}><InputNumber min={1} max={200} precision={0} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
