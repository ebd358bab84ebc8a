import { DatePicker, Flex, Form, Input, Select, TimePicker } from 'antd';
import { Dialog, MoreFields, useText } from '@dossier/ui';
import { useAsk } from '../asks';
import { ColleaguesDocument } from '../customers/customer.documents';
import { useSave } from '../useSave';
import { useViewer } from '../viewer';
import { inputOf, valuesOf, type KnownTask, type TaskAbout, type TaskValues } from './task.values';
import { ArchiveTaskDocument, CreateTaskDocument, TaskChoicesDocument, UpdateTaskDocument } from './tasks.documents';
import { taskText } from './tasks.text';

/** What the form of a task is given. */
export interface TaskFormProps { about?: TaskAbout | undefined; task?: KnownTask | undefined; onClose: () => void }

const REFRESHES = ['tasks', 'task'];

/** Adds a task, of one's own or about a lead or a customer, or changes one that stands. */
export function TaskDialog({ about, task, onClose }: TaskFormProps) {
  const t = useText(taskText);
  const [form] = Form.useForm<TaskValues>();
  const drop = useSave(ArchiveTaskDocument, { refreshes: REFRESHES, loud: true });
  const create = useSave(CreateTaskDocument, { refreshes: REFRESHES, done: ({ createTask }) => t('taskAdded', { title: createTask?.title ?? '' }), undo: ({ createTask }) => createTask && drop.run({ id: createTask.id }), onDone: onClose });
  const update = useSave(UpdateTaskDocument, { refreshes: REFRESHES, done: t('taskSaved'), onDone: onClose });
  const save = task ? update : create;
  const submit = (values: TaskValues) => {
    const input = inputOf(values);
    if (task) return update.run({ id: task.id, version: task.version, input });
    return create.run({ input: { ...input, ...(values.assigneeId ? { assigneeId: values.assigneeId } : {}), ...(about ? { subject: about } : {}) } });
  };
  return (
    <Dialog open title={t(task ? 'editTask' : 'newTask')} onClose={onClose} verb={t(task ? 'saveTask' : 'addTask')} busy={save.busy} onVerb={() => form.submit()}>
      {about && <p className="d-note">{t(about.type === 'LEAD' ? 'aboutLead' : 'aboutCustomer')}</p>}
      <Form<TaskValues> form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(task)} onFinish={submit}>
        <Form.Item name="title" label={t('taskTitle')} rules={[{ required: true, whitespace: true, message: t('titleNeeded') }]}><Input maxLength={200} data-first /></Form.Item>
        {!task && <Assignee />}
        <Due />
        <MoreFields label={t('moreOfTask')}><Details own={task?.id} /></MoreFields>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

function useColleagues() {
  const { data } = useAsk(ColleaguesDocument, {});
  return (data?.users?.nodes ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }));
}

function Assignee() {
  const t = useText(taskText);
  const { id } = useViewer();
  const others = useColleagues().filter(({ value }) => value !== id);
  return <Form.Item name="assigneeId" label={t('assignee')}><Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('me')} options={others} /></Form.Item>;
}

function Due() {
  const t = useText(taskText);
  const priorities = (['LOW', 'NORMAL', 'HIGH'] as const).map((code) => ({ value: code, label: t(`TaskPriority.${code}`) }));
  return (
    <Flex gap={12} wrap>
      <Form.Item name="day" label={t('dueOn')}><DatePicker format="YYYY-MM-DD" /></Form.Item>
      <Form.Item name="time" label={t('dueTime')}><TimePicker format="HH:mm" minuteStep={15} needConfirm={false} /></Form.Item>
      <Form.Item name="priority" label={t('priority')}><Select options={priorities} /></Form.Item>
    </Flex>
  );
}

function Details({ own }: { own?: string | undefined }) {
  const t = useText(taskText);
  const colleagues = useColleagues();
  const { data } = useAsk(TaskChoicesDocument, {});
  const before = (data?.tasks?.nodes ?? []).filter(({ id }) => id !== own).map(({ id, title }) => ({ value: id, label: title ?? '' }));
  const repeats = (['NEVER', 'DAILY', 'WORKDAYS', 'WEEKLY', 'MONTHLY'] as const).map((code) => ({ value: code, label: t(`TaskRepeat.${code}`) }));
  return (
    <>
      <Form.Item name="description" label={t('description')}><Input.TextArea maxLength={4000} autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
      <Form.Item name="deliverable" label={t('deliverable')}><Input maxLength={1000} placeholder={t('deliverableHint')} /></Form.Item>
      <Form.Item name="collaboratorIds" label={t('collaborators')}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={colleagues} /></Form.Item>
      <Form.Item name="acceptorId" label={t('acceptor')} extra={t('acceptorHint')}><Select allowClear showSearch={{ optionFilterProp: 'label' }} options={colleagues} /></Form.Item>
      <Form.Item name="dependsOnIds" label={t('dependsOn')}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={before} /></Form.Item>
      <Form.Item name="repeats" label={t('repeats')}><Select options={repeats} /></Form.Item>
    </>
  );
}
