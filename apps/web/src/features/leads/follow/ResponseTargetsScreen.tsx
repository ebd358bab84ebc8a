import { Button, Form, InputNumber, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { failure, useAsk, useMay, useSave } from '@dossier/client';
import { Dialog, EmptyState, Failed, Icon, NotAllowed, Page, Row, Rows, Section, useText, useToast, Waiting } from '@dossier/ui';
import { SettingsTabs } from '../settings/SettingsTabs';
import { ArchiveResponseTargetDocument, ResponseTargetsDocument, SaveResponseTargetDocument, TargetTeamsDocument, type Target } from './follow.documents';
import { followText } from './follow.text';
import { StepEscalations } from './StepEscalations';

const GRADES = ['A', 'B', 'C', 'D'] as const;
const REFRESHES = ['responseTargets'];
const ANY = '';
interface Values { team: string; grade: string; minutes: number }

/** Within how many minutes leads are to be answered. */
export function ResponseTargetsScreen() {
  const t = useText(followText);
  return useMay('calendar.manage') ? <Targets /> : <Page title={t('targets')}><NotAllowed /></Page>;
}

function Targets() {
  const t = useText(followText);
  const [editing, setEditing] = useState<Target | 'new' | null>(null);
  const asked = useAsk(ResponseTargetsDocument, {});
  const targets = asked.data?.responseTargets;
  return (
    <Page title={t('targets')} help="follow-up" flush actions={<Button type="primary" icon={<Icon of={Plus} />} onClick={() => setEditing('new')}>{t('addTarget')}</Button>}>
      <SettingsTabs current="response" />
      <div className="d-page">
        <Section title={t('targetsTitle')}>
          <p className="d-note">{t('targetsText')}</p>
          {asked.isPending && <Waiting />}
          {asked.isError && !targets && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
          {targets?.length === 0 && <EmptyState title={t('noTargets')} text={t('noTargetsText')} />}
          {targets && targets.length > 0 && <Rows>{targets.map((target) => <TargetRow key={target.id} target={target} onEdit={() => setEditing(target)} />)}</Rows>}
        </Section>
        <StepEscalations />
      </div>
      {editing && <TargetDialog target={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function TargetRow({ target, onEdit }: { target: Target; onEdit: () => void }) {
  const t = useText(followText);
  const again = useSave(SaveResponseTargetDocument, { refreshes: REFRESHES, loud: true });
  const back = () => again.run({ input: { teamId: target.team?.id ?? null, grade: target.grade ?? null, minutes: target.minutes ?? 1 } });
  const remove = useSave(ArchiveResponseTargetDocument, { refreshes: REFRESHES, loud: true, done: t('targetRemoved'), undo: back });
  return (
    <Row title={`${target.team?.name ?? t('everyTeam')} · ${target.grade ?? t('everyGrade')}`} note={t('within', { minutes: target.minutes ?? 0 })}
      verb={(
        <>
          {target.can?.includes('UPDATE') && <Button type="link" size="small" onClick={onEdit}>{t('change')}</Button>}
          {target.can?.includes('ARCHIVE') && <Button type="link" size="small" onClick={() => void remove.run({ id: target.id })}>{t('remove')}</Button>}
        </>
      )} />
  );
}

function TargetDialog({ target, onClose }: { target: Target | null; onClose: () => void }) {
  const t = useText(followText);
  const toast = useToast();
  const [form] = Form.useForm<Values>();
  const teams = useAsk(TargetTeamsDocument, {}).data?.teams ?? [];
  const onDone = () => {
    toast.done(t('targetSaved'));
    onClose();
  };
  const save = useSave(SaveResponseTargetDocument, { refreshes: REFRESHES, onDone });
  const submit = ({ team, grade, minutes }: Values) => void save.run({ input: { teamId: team === ANY ? null : team, grade: grade === ANY ? null : (grade as Target['grade']), minutes } });
  const first = { team: target?.team?.id ?? ANY, grade: target?.grade ?? ANY, minutes: target?.minutes ?? 60 };
  return (
    <Dialog open title={t('addTarget')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={first}>
        <Form.Item name="team" label={t('team')}><Select disabled={target !== null} options={[{ value: ANY, label: t('everyTeam') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]} /></Form.Item>
        <Form.Item name="grade" label={t('grade')}><Select disabled={target !== null} options={[{ value: ANY, label: t('everyGrade') }, ...GRADES.map((value) => ({ value, label: value }))]} /></Form.Item>
        <Form.Item name="minutes" label={t('minutes')} rules={[{ required: true, message: t('needed') }]}><InputNumber min={1} max={100_000} precision={0} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
