import { Button, Form, InputNumber, Select } from 'antd';
import { failure, useAsk, useFormat, useMay, useSave, type AnswerOf } from '@dossier/client';
import { Dialog, Failed, Page, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { ExportLimitsDocument, LimitRolesDocument, RemoveExportLimitDocument, SetExportLimitDocument } from './exports.documents';
import { exportsText } from './exports.text';
import { ExportTabs } from './ExportTabs';

type Limit = NonNullable<AnswerOf<typeof ExportLimitsDocument>['exportLimits']>[number];
const BOUNDS = ['rowsPerDay', 'approvalAbove', 'clearAbove', 'opensPerHour', 'revealsPerHour'] as const;
type Bounds = Record<(typeof BOUNDS)[number], number | null>;
const MARKS = ['OFF', 'PEOPLE', 'ALL'] as const;

const boundsOf = (limit: Limit | null): Bounds => Object.fromEntries(BOUNDS.map((bound) => [bound, limit?.[bound] ?? null])) as Bounds;

/** How much may leave a day, and above how much a second person is asked. */
export function LimitsScreen() {
  const t = useText(exportsText);
  const ask = useAsk(ExportLimitsDocument, {});
  const mayChange = useMay('company.manage');
  const [editing, setEditing] = useState<Limit | 'new' | null>(null);
  const limits = ask.data?.exportLimits ?? [];
  return (
    <Page title={t('limits')} crumbs={[{ label: t('title'), to: '/exports' }]} help="export-approval" note={t('limitsLead')} actions={mayChange && <Button type="primary" onClick={() => setEditing('new')}>{t('setLimit')}</Button>}>
      <ExportTabs current="limits" />
      {ask.isPending && <Waiting rows={4} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {limits.length > 0 && <Section title={t('forWhom')}><Rows>{limits.map((limit) => <LimitRow key={limit.id} limit={limit} mayChange={mayChange} onChange={() => setEditing(limit)} />)}</Rows></Section>}
      {editing && <LimitDialog limit={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function useNameOf(): (limit: Limit) => string {
  const t = useText(exportsText);
  return ({ role, user }) => (user ? t('person', { name: user.name ?? '' }) : role ? t('role', { name: role.name ?? '' }) : t('house'));
}

function LimitRow({ limit, mayChange, onChange }: { limit: Limit; mayChange: boolean; onChange: () => void }) {
  const t = useText(exportsText);
  const format = useFormat();
  const name = useNameOf()(limit);
  const remove = useSave(RemoveExportLimitDocument, { loud: true, refreshes: ['exportLimits'], done: t('limitRemoved') });
  const said = BOUNDS.map((bound) => `${t(bound)} ${limit[bound] === null || limit[bound] === undefined ? t('unlimited') : format.number(limit[bound])}`);
  const note = [...said, `${t('mark')} ${t(limit.mark ? `mark${limit.mark}` : limit.roleId || limit.userId ? 'markInherited' : 'markOFF')}`].join(' · ');
  const verbs = mayChange && (
    <>
      <Button size="small" aria-label={t('changeThing', { name })} onClick={onChange}>{t('change')}</Button>{' '}
      {(limit.roleId || limit.userId) && <Button size="small" disabled={remove.busy} aria-label={t('removeThing', { name })} onClick={() => void remove.run({ id: limit.id })}>{t('remove')}</Button>}
    </>
  );
  return <Row title={name} note={note} verb={verbs || undefined} />;
}

function LimitDialog({ limit, onClose }: { limit: Limit | null; onClose: () => void }) {
  const t = useText(exportsText);
  const seesRoles = useMay('role.read');
  const roles = useAsk(LimitRolesDocument, {}, { skip: limit !== null || !seesRoles }).data?.roles ?? [];
  const name = useNameOf();
  const [roleId, setRoleId] = useState(limit?.roleId ?? '');
  const [bounds, setBounds] = useState<Bounds>(boundsOf(limit));
  const [mark, setMark] = useState<string>(limit?.mark ?? '');
  const isHouse = limit ? !limit.roleId && !limit.userId : roleId === '';
  const save = useSave(SetExportLimitDocument, { refreshes: ['exportLimits'], done: t('limitSaved'), onDone: onClose });
  return (
    <Dialog open title={t('setLimit')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => save.run({ input: { roleId: roleId || null, userId: limit?.userId ?? null, ...bounds, mark: (mark || null) as Limit['mark'] } })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('forWhom')} htmlFor="limit-role">
          {limit ? <span id="limit-role">{name(limit)}</span> : <Select id="limit-role" value={roleId} onChange={setRoleId} options={[{ value: '', label: t('house') }, ...roles.map((role) => ({ value: role.id, label: t('role', { name: role.name ?? '' }) }))]} />}
        </Form.Item>
        {BOUNDS.map((bound) => (
          <Form.Item key={bound} label={t(bound)} htmlFor={`limit-${bound}`} extra={t('emptyMeans')}>
            <InputNumber id={`limit-${bound}`} min={0} max={2_000_000_000} precision={0} value={bounds[bound]} onChange={(value) => setBounds({ ...bounds, [bound]: value })} />
          </Form.Item>
        ))}
        <Form.Item label={t('mark')} htmlFor="limit-mark" extra={t('markHelp')}>
          <Select id="limit-mark" value={isHouse && mark === '' ? 'OFF' : mark} onChange={setMark} options={[...(isHouse ? [] : [{ value: '', label: t('markInherited') }]), ...MARKS.map((value) => ({ value, label: t(`mark${value}`) }))]} />
        </Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
