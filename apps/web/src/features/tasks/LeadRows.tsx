import { Link } from '@tanstack/react-router';
import { Moment, TaskVerb, useAsk, useViewer, type VariablesOf } from '@dossier/client';
import { Grade, Row, Rows, Section, useText } from '@dossier/ui';
import { MyLeadsDocument } from './tasks.documents';
import { tasksText } from './tasks.text';

type Filter = NonNullable<VariablesOf<typeof MyLeadsDocument>['filter']>;

/** Leads that wait for a first word, and those worth one more. */
export function LeadRows() {
  const t = useText(tasksText);
  const { id } = useViewer();
  const mine: Filter = { owner: { in: [id] }, status: { in: ['OPEN'] } };
  const fresh: Filter = { ...mine, isUnanswered: true };
  const warm: Filter = { ...mine, isUnanswered: false, grade: { in: ['A', 'B'] } };
  return (
    <>
      <Leads title={t('newLeads')} note={t('newLeadsNote')} filter={fresh} sort="OPENED_AT" />
      <Leads title={t('warmLeads')} note={t('warmLeadsNote')} filter={warm} sort="LAST_TOUCH_AT" />
    </>
  );
}

function Leads({ title, note, filter, sort }: { title: string; note: string; filter: Filter; sort: 'OPENED_AT' | 'LAST_TOUCH_AT' }) {
  const t = useText(tasksText);
  const leads = useAsk(MyLeadsDocument, { filter, sort }).data?.leads;
  if (!leads || leads.nodes.length === 0) return null;
  const more = (leads.totalCount ?? 0) > leads.nodes.length;
  return (
    <Section title={title} note={note} extra={more && <Link to="/leads" search={{ filter } as never}>{t('allLeads')}</Link>}>
      <Rows label={title}>
        {leads.nodes.map((lead) => {
          const who = lead.customer?.name ?? lead.customer?.companyName ?? lead.customer?.archiveNo ?? lead.subject ?? '';
          return <Row key={lead.id} lead={lead.grade ? <Grade letter={lead.grade} /> : undefined} title={<Link className="d-name" to={`/leads/${lead.id}`}>{who}</Link>} note={lead.subject ?? ''} value={<Moment at={sort === 'OPENED_AT' ? lead.openedAt : lead.lastTouchAt} />} verb={<TaskVerb about={{ type: 'LEAD', id: lead.id }} small name={who} />} />;
        })}
      </Rows>
    </Section>
  );
}
