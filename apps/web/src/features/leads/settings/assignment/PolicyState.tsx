import { Button } from 'antd';
import { Moment, useSave } from '@dossier/client';
import { Row, Rows, useText } from '@dossier/ui';
import { ActivatePolicyDocument, ArchivePolicyDocument, RetirePolicyDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import type { Policy } from './assignment.types';

const OLD = ['assignmentPolicies'];

/** Switches a policy on and off, and brings earlier versions of it back. */
export function PolicyState({ policy, onArchived }: { policy: Policy; onArchived: () => void }) {
  const t = useText(assignmentText);
  const name = policy.name ?? '';
  const activate = useSave(ActivatePolicyDocument, { refreshes: OLD, loud: true, done: t('activated', { name }) });
  const retire = useSave(RetirePolicyDocument, { refreshes: OLD, loud: true, done: t('retired', { name }), undo: () => activate.run({ id: policy.id }) });
  const archive = useSave(ArchivePolicyDocument, { refreshes: OLD, loud: true, onDone: onArchived });
  const can = (action: string) => policy.can?.includes(action);
  const versions = policy.versions ?? [];
  return (
    <>
      {can('ACTIVATE') && <Button disabled={activate.busy} onClick={() => void activate.run({ id: policy.id })}>{t('activate')}</Button>}
      {can('RETIRE') && <Button disabled={retire.busy} onClick={() => void retire.run({ id: policy.id })}>{t('retire')}</Button>}
      {can('ARCHIVE') && <Button type="link" onClick={() => void archive.run({ id: policy.id })}>{t('archive')}</Button>}
      {versions.length > 1 && <details><summary>{t('versions')}</summary>
        <Rows label={t('versions')}>{versions.slice(1).map(({ number, activatedAt, user }) => <Row key={number} title={t('version', { number: number ?? 0 })} note={user?.name} value={activatedAt && <Moment at={activatedAt} />}
          verb={<Button size="small" onClick={() => void activate.run({ id: policy.id, number })}>{t('rollBack', { number: number ?? 0 })}</Button>} />)}</Rows>
      </details>}
    </>
  );
}
