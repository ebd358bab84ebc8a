import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { failure, rememberViewed, ServerError, TasksAbout, useAsk, useShortcuts } from '@dossier/client';
import { Failed, NothingFound, Page, RecordLayout, useText, Waiting } from '@dossier/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { CloseDialog } from '../convert/CloseDialog';
import { ConvertDialog } from '../convert/ConvertDialog';
import { useLeadName } from '../LeadMarks';
import '../leads.css';
import { leadsText } from '../leads.text';
import { AssignLeadsDialog } from '../list/AssignLeadsDialog';
import { ReleaseDialog } from '../list/ReleaseDialog';
import { RecycleSection } from '../pool/RecycleSection';
import { AssignmentSection } from './AssignmentSection';
import { HistorySection } from './HistorySection';
import { KnownSection } from './KnownSection';
import { LeadAside } from './LeadAside';
import { LeadHead, type HeadVerb } from './LeadHead';
import { NurtureSection } from './NurtureSection';
import { Outcome } from './Outcome';
import { LeadDocument } from './record.documents';
import type { LeadRecord } from './record.types';
import { StageSteps } from './StageSteps';

const FollowUpPanel = lazy(async () => ({ default: (await import('../follow/FollowUpPanel')).FollowUpPanel }));

/** Everything of one lead on one sheet. */
export function LeadScreen() {
  const t = useText(leadsText);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asked = useAsk(LeadDocument, { id });
  const lead = asked.data?.lead;
  if (lead) return <Sheet key={lead.id} lead={lead} />;
  const missing = asked.isSuccess || (asked.error instanceof ServerError && asked.error.code === 'NOT_FOUND');
  return (
    <Page title={t('title')} crumbs={[{ label: t('title'), to: '/leads' }]}>
      {asked.isPending && <Waiting />}
      {missing && <NothingFound title={t('missingTitle')} text={t('missingText')} />}
      {asked.error && !missing && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
    </Page>
  );
}

function Sheet({ lead }: { lead: LeadRecord }) {
  const navigate = useNavigate();
  const { edit } = useSearch({ strict: false }) as { edit?: boolean };
  const [opened, setOpened] = useState<HeadVerb | null>(null);
  const may = (word: string) => lead.can?.includes(word) ?? false;
  const editing = Boolean(edit) && may('UPDATE');
  const show = (next: { edit?: boolean }) => void navigate({ to: '.', replace: true, resetScroll: false, search: next as never });
  const on = (word: string, verb: HeadVerb) => (may(word) ? () => setOpened(verb) : undefined);
  useRemembered(lead);
  useShortcuts({ e: may('UPDATE') && !editing ? () => show({ edit: true }) : undefined, w: on('CONVERT', 'convert'), l: on('CLOSE', 'close'), a: on('ASSIGN', 'assign') });
  const close = () => setOpened(null);
  return (
    <RecordLayout head={<LeadHead lead={lead} onVerb={setOpened} />} aside={<LeadAside lead={lead} />}>
      <StageSteps lead={lead} />
      <Outcome lead={lead} />
      <TasksAbout about={{ type: 'LEAD', id: lead.id }} />
      {lead.customer && <Suspense fallback={<Waiting rows={3} />}><FollowUpPanel leadId={lead.id} customerId={lead.customer.id} /></Suspense>}
      <KnownSection lead={lead} editing={editing} onEdit={() => show({ edit: true })} onClose={() => show({})} />
      <NurtureSection id={lead.id} />
      <HistorySection lead={lead} />
      <AssignmentSection id={lead.id} />
      {lead.status === 'OPEN' && <RecycleSection id={lead.id} maySpare={may('ASSIGN')} />}
      {opened === 'convert' && <ConvertDialog lead={lead} onClose={close} />}
      {opened === 'close' && <CloseDialog lead={lead} onClose={close} />}
      {opened === 'assign' && <AssignLeadsDialog chosen={{ ids: [lead.id] }} onClose={close} />}
      {opened === 'release' && <ReleaseDialog ids={[lead.id]} onClose={close} onDone={() => void navigate({ to: '/leads' })} />}
    </RecordLayout>
  );
}

function useRemembered(lead: LeadRecord): void {
  const title = useLeadName()(lead);
  const { id, subject } = lead;
  useEffect(() => rememberViewed({ id, kind: 'lead', title, note: subject ?? null, link: `/leads/${id}` }), [id, title, subject]);
}
