import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useAsk, useMay, useViewed } from '@dossier/client';
import { Icon, Section, Unseen, useText } from '@dossier/ui';
import { CircleCheck, Circle } from 'lucide-react';
import { useState } from 'react';
import { HomeCustomersDocument, HomeImportsDocument, HomeTeamsDocument, HomeUsersDocument, HomeViewsDocument } from './home.documents';
import { homeText } from './home.text';

const STORE = 'dossier.checklist';
type StepKey = Extract<keyof typeof homeText.table, `step${string}`>;
interface Step { key: StepKey; to: string; done: boolean; offered: boolean }

/** The first steps of a role; what is done is found out, not ticked. */
function useSteps(): Step[] {
  const may = { read: useMay('customer.read'), create: useMay('customer.create'), import: useMay('customer.import'), manage: useMay('user.manage'), team: useMay('team.manage') };
  const customers = useAsk(HomeCustomersDocument, {}, { skip: !may.read }).data?.customerFigures;
  const imports = useAsk(HomeImportsDocument, {}, { skip: !may.import }).data?.imports?.nodes ?? [];
  const users = useAsk(HomeUsersDocument, {}, { skip: !may.manage }).data?.users?.totalCount ?? 0;
  const teams = useAsk(HomeTeamsDocument, {}, { skip: !may.team }).data?.teams ?? [];
  const views = useAsk(HomeViewsDocument, {}, { skip: !may.read }).data?.savedViews ?? [];
  const viewed = useViewed();
  const steps: Step[] = [
    { key: 'stepImport', to: '/imports', done: imports.some(one => one.state === 'DONE') || (customers?.all?.count ?? 0) > 0, offered: may.import },
    { key: 'stepCustomer', to: '/customers', done: viewed.some(one => one.kind === 'customer'), offered: may.read },
    { key: 'stepOwn', to: '/customers', done: (customers?.mine?.count ?? 0) > 0, offered: may.create },
    { key: 'stepView', to: '/customers', done: views.some(view => view.mine), offered: may.read },
    { key: 'stepTeam', to: '/team/teams', done: teams.length > 0, offered: may.team },
    { key: 'stepInvite', to: '/team', done: users > 1, offered: may.manage },
  ];
  return steps.filter(step => step.offered);
}

/** Disappears when all is done or it is hidden; the help drawer calls it back. */
export function Checklist() {
  const t = useText(homeText);
  const steps = useSteps();
  const [kept, setKept] = useState(() => localStorage.getItem(STORE));
  const done = steps.filter(step => step.done).length;
  if (steps.length === 0 || kept === 'hidden' || (done === steps.length && kept !== 'shown')) return null;
  const hide = () => {
    localStorage.setItem(STORE, 'hidden');
    setKept('hidden');
  };
  return (
    <Section title={t('checklist', { total: steps.length, done })} extra={<Button type="link" size="small" onClick={hide}>{t('hideChecklist')}</Button>}>
      <ol className="d-steps">
        {steps.map(step => (
          <li key={step.key} className={step.done ? 'd-step d-step-done' : 'd-step'}>
            <Icon of={step.done ? CircleCheck : Circle} /><Unseen>{t(step.done ? 'stepDone' : 'stepOpen')}</Unseen>
            {step.done ? t(step.key) : <Link to={step.to}>{t(step.key)}</Link>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
