import { Button } from 'antd';
import { failure, useAsk, useMay } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { leadWords } from '../../leads.words';
import { SettingsTabs } from '../SettingsTabs';
import '../assign.css';
import { PoliciesDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import type { Policy } from './assignment.types';
import { PeopleSection } from './PeopleSection';
import { PolicyEditor } from './PolicyEditor';

export function AssignmentScreen() {
  const t = useText(assignmentText);
  return useMay('assignment.manage') ? <Assignment /> : <Page title={t('title')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** The policies, the one that is being edited, and the people. */
function Assignment() {
  const t = useText(assignmentText);
  const ask = useAsk(PoliciesDocument, {});
  const [editing, edit] = useState<string | null>(null);
  const policies = ask.data?.assignmentPolicies ?? [];
  const policy = policies.find(({ id }) => id === editing);
  return (
    <Page title={t('title')} help="assignment" flush actions={<Button type="primary" onClick={() => edit('new')}>{t('add')}</Button>}>
      <SettingsTabs current="assignment" />
      <div className="d-page">
        <p className="d-note">{t('lead')}</p>
        {ask.isPending && <Waiting rows={4} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {ask.isSuccess && policies.length === 0 && editing === null && <EmptyState title={t('empty')} text={t('emptyText')} />}
        {policies.length > 0 && <Section title={t('policies')}><Rows label={t('policies')}>{policies.map((one) => <PolicyLine key={one.id} policy={one} onEdit={() => edit(one.id)} />)}</Rows></Section>}
        {(editing === 'new' || policy) && <PolicyEditor key={policy ? `${policy.id} ${policy.version}` : 'new'} policy={policy} onMade={edit} onClose={() => edit(null)} />}
        {ask.isSuccess && <PeopleSection />}
      </div>
    </Page>
  );
}

const tone = (state: Policy['state']) => (state === 'ACTIVE' ? 'ok' : 'plain') as 'ok' | 'plain';

function PolicyLine({ policy, onEdit }: { policy: Policy; onEdit: () => void }) {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const number = policy.number ?? 0;
  return (
    <Row title={policy.name ?? ''} note={[t('ruleCount', { count: policy.rules?.length ?? 0 }), number > 0 ? t('version', { number }) : null].filter(Boolean).join(' · ')} value={<StateDot tone={tone(policy.state)}>{policy.state ? words(`AssignmentPolicyState.${policy.state}`) : ''}</StateDot>}
      verb={<Button size="small" aria-label={t('editThis', { name: policy.name ?? '' })} onClick={onEdit}>{t('edit')}</Button>} />
  );
}
