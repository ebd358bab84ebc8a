import { Button, Checkbox, DatePicker, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { ColleaguesDocument, failure, useAsk, useFormat, useMay, useSave, useViewer, type AnswerOf } from '@dossier/client';
import { Dialog, EmptyState, Failed, NotAllowed, Page, Row, Rows, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import './tasks.css';
import { AddLeaveDocument, ArchiveLeaveDocument, LeavesDocument, RestoreLeaveDocument } from './tasks.documents';
import { tasksText } from './tasks.text';
import { TaskTabs } from './TaskTabs';

type LeaveRow = NonNullable<AnswerOf<typeof LeavesDocument>['leaves']>['nodes'][number];
interface Values { personId?: string; from: Dayjs; to: Dayjs; fromNoon?: boolean; toNoon?: boolean; reason?: string }
const DAY = 'YYYY-MM-DD';

export function LeaveScreen() {
  const t = useText(tasksText);
  return useMay('task.read') ? <Leaves /> : <Page title={t('leave')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** Who is away, oneself and the team. */
function Leaves() {
  const t = useText(tasksText);
  const mayAdd = useMay('task.write');
  const [adding, setAdding] = useState(false);
  const ask = useAsk(LeavesDocument, { first: 100 });
  const rows = ask.data?.leaves?.nodes ?? [];
  return (
    <Page title={t('leave')} help="calendar" flush actions={mayAdd && <Button type="primary" onClick={() => setAdding(true)}>{t('addLeave')}</Button>}>
      <TaskTabs current="leave" />
      <div className="d-page tasks-page">
        <p className="d-note">{t('leaveNote')}</p>
        {ask.isPending && <Waiting rows={4} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {ask.isSuccess && rows.length === 0 && <EmptyState title={t('noLeave')} text={t('noLeaveText')} />}
        {rows.length > 0 && <Rows label={t('leave')}>{rows.map((row) => <LeaveLine key={row.id} row={row} />)}</Rows>}
      </div>
      {adding && <LeaveDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function LeaveLine({ row }: { row: LeaveRow }) {
  const t = useText(tasksText);
  const format = useFormat();
  const me = useViewer().id;
  const manages = useMay('calendar.manage');
  const back = useSave(RestoreLeaveDocument, { refreshes: ['leaves'], loud: true });
  const drop = useSave(ArchiveLeaveDocument, { refreshes: ['leaves'], loud: true, done: t('leaveGone'), undo: () => back.run({ id: row.id }) });
  const end = (day: string | null | undefined, noon: boolean | null | undefined) => `${format.day(day)}${noon ? ` ${t('noon')}` : ''}`;
  const isOwn = row.person?.id === me;
  return (
    <Row title={row.person?.name} note={row.reason ?? ''} value={`${end(row.fromOn, row.fromNoon)} – ${end(row.toOn, row.toNoon)}`}
      verb={(isOwn || manages) && row.can?.includes('ARCHIVE') && <Button size="small" type="link" aria-label={t('cancelLeaveOf', { name: row.person?.name ?? '' })} onClick={() => void drop.run({ id: row.id })}>{t('cancelLeave')}</Button>} />
  );
}

function LeaveDialog({ onClose }: { onClose: () => void }) {
  const t = useText(tasksText);
  const [form] = Form.useForm<Values>();
  const me = useViewer().id;
  const manages = useMay('calendar.manage');
  const people = useAsk(ColleaguesDocument, {}, { skip: !manages }).data?.users?.nodes ?? [];
  const back = useSave(ArchiveLeaveDocument, { refreshes: ['leaves'], loud: true });
  const save = useSave(AddLeaveDocument, { refreshes: ['leaves'], done: t('leaveAdded'), undo: ({ addLeave }) => addLeave && back.run({ id: addLeave.id }), onDone: onClose });
  const submit = ({ from, to, personId, reason, fromNoon = false, toNoon = false }: Values) =>
    save.run({ input: { fromOn: from.format(DAY), toOn: to.format(DAY), fromNoon, toNoon, reason: reason?.trim() || null, ...(personId ? { personId } : {}) } });
  const needed = [{ required: true, message: t('dayNeeded') }];
  return (
    <Dialog open title={t('addLeave')} onClose={onClose} verb={t('add')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {manages && <Form.Item name="personId" label={t('person')}><Select allowClear placeholder={t('myself')} showSearch={{ optionFilterProp: 'label' }} options={people.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>}
        <div className="tasks-form">
          <Form.Item name="from" label={t('from')} rules={needed}><DatePicker format={DAY} /></Form.Item>
          <Form.Item name="to" label={t('to')} rules={needed}><DatePicker format={DAY} /></Form.Item>
        </div>
        <Form.Item name="fromNoon" valuePropName="checked" noStyle><Checkbox>{t('fromNoon')}</Checkbox></Form.Item>
        <Form.Item name="toNoon" valuePropName="checked" noStyle><Checkbox>{t('toNoon')}</Checkbox></Form.Item>
        <Form.Item name="reason" label={t('reason')} style={{ marginTop: 16 }}><Input maxLength={200} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
