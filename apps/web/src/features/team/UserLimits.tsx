import { Button, Form, InputNumber } from 'antd';
import { useAsk, useFormat, useMay, useSave, type AnswerOf } from '@dossier/client';
import { Dialog, Facts, Section, useText } from '@dossier/ui';
import { useState } from 'react';
import { RemoveUserLimitDocument, SetUserLimitDocument, UserLimitsDocument } from './team.documents';
import { teamText } from './team.text';

type Limit = NonNullable<AnswerOf<typeof UserLimitsDocument>['exportLimits']>[number];
interface Person { id: string; name?: string | null; roles?: { id: string }[] | null }
const BOUNDS = ['rowsPerDay', 'approvalAbove', 'clearAbove', 'opensPerHour', 'revealsPerHour'] as const;
type Bounds = Record<(typeof BOUNDS)[number], number | null>;

const boundsOf = (limit: Limit | undefined): Bounds => Object.fromEntries(BOUNDS.map(bound => [bound, limit?.[bound] ?? null])) as Bounds;

/** What bounds this colleague: bounds of their own, or else the widest of their roles, or those of the company. */
function standing(limits: readonly Limit[], user: Person): { of: 'own' | 'role' | 'house'; bounds: Bounds } {
  const own = limits.find(limit => limit.userId === user.id);
  if (own) return { of: 'own', bounds: boundsOf(own) };
  const held = new Set(user.roles?.map(role => role.id));
  const roles = limits.filter(limit => limit.roleId && held.has(limit.roleId));
  if (roles.length === 0) return { of: 'house', bounds: boundsOf(limits.find(limit => !limit.roleId && !limit.userId)) };
  const widest = (bound: (typeof BOUNDS)[number]) => (roles.some(limit => limit[bound] === null || limit[bound] === undefined) ? null : Math.max(...roles.map(limit => limit[bound] ?? 0)));
  return { of: 'role', bounds: Object.fromEntries(BOUNDS.map(bound => [bound, widest(bound)])) as Bounds };
}

/** How much may leave by the hand of a colleague, and how much they may look at before they say what for. */
export function UserLimits({ user }: { user: Person }) {
  const t = useText(teamText);
  const format = useFormat();
  const sees = useMay('export.approve');
  const mayChange = useMay('company.manage');
  const limits = useAsk(UserLimitsDocument, {}, { skip: !sees }).data?.exportLimits;
  const [editing, setEditing] = useState(false);
  const own = limits?.find(limit => limit.userId === user.id);
  const remove = useSave(RemoveUserLimitDocument, { loud: true, refreshes: ['exportLimits'], done: t('limitsRemoved') });
  if (!sees || !limits) return null;
  const { of, bounds } = standing(limits, user);
  return (
    <Section title={t('limits')} note={t(`limits_${of}`)}>
      <Facts items={BOUNDS.map(bound => ({ label: t(bound), value: bounds[bound] === null ? t('unlimited') : format.number(bounds[bound]) }))} />
      {mayChange && (
        <div className="d-form-verbs">
          <Button onClick={() => setEditing(true)}>{t('limitsOwn')}</Button>
          {own && <Button disabled={remove.busy} onClick={() => void remove.run({ id: own.id })}>{t('limitsRemove')}</Button>}
        </div>
      )}
      {editing && <LimitsDialog user={user} own={own} bounds={bounds} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function LimitsDialog({ user, own, bounds: initial, onClose }: { user: Person; own: Limit | undefined; bounds: Bounds; onClose: () => void }) {
  const t = useText(teamText);
  const [bounds, setBounds] = useState(initial);
  const save = useSave(SetUserLimitDocument, { refreshes: ['exportLimits'], done: t('limitsSaved'), onDone: onClose });
  return (
    <Dialog open title={t('limitsOf', { name: user.name ?? '' })} onClose={onClose} verb={t('saveVerb')} busy={save.busy} onVerb={() => save.run({ input: { userId: user.id, ...bounds, mark: own?.mark ?? null } })}>
      <Form layout="vertical" component="div">
        {BOUNDS.map(bound => (
          <Form.Item key={bound} label={t(bound)} htmlFor={`user-${bound}`} extra={t('limitsEmpty')}>
            <InputNumber id={`user-${bound}`} min={bound.endsWith('PerHour') ? 1 : 0} max={bound.endsWith('PerHour') ? 1_000_000 : 2_000_000_000} precision={0} value={bounds[bound]} onChange={value => setBounds({ ...bounds, [bound]: value })} />
          </Form.Item>
        ))}
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
