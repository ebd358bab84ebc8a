import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Moment, useAsk, useFormat, useMay, type AnswerOf } from '@dossier/client';
import { Icon, Row, Section, StateDot, useText } from '@dossier/ui';
import { LeadsOfCustomerDocument } from './leads.documents';
import { customerLeadsText, customerLeadWords } from './leads.text';

type Lead = NonNullable<NonNullable<AnswerOf<typeof LeadsOfCustomerDocument>['customer']>['leads']>[number];
const SHOWN = 5;

/** What this customer was or is interested in: each lead leads to itself, and a new one is a press away. */
export function LeadsSection({ id, isArchived }: { id: string; isArchived: boolean }) {
  const t = useText(customerLeadsText);
  const creates = useMay('lead.create') && !isArchived;
  const leads = useAsk(LeadsOfCustomerDocument, { id }).data?.customer?.leads;
  if (!leads || (leads.length === 0 && !creates)) return null;
  const inOrder = [...leads].sort((one, other) => Number(other.status === 'OPEN') - Number(one.status === 'OPEN'));
  const rest = leads.length - SHOWN;
  const filter = { customer: { in: [id] } };
  return (
    <Section title={t('leads')} extra={creates && <Link to="/leads/new" search={{ customer: id } as never}><Icon of={Plus} /> {t('create')}</Link>}>
      {leads.length === 0 && <p className="d-note">{t('none')}</p>}
      <ul className="d-rows">{inOrder.slice(0, SHOWN).map((lead) => <LeadRow key={lead.id} lead={lead} />)}</ul>
      {rest > 0 && <Link to="/leads" search={{ filter } as never}>{t('more', { count: rest })}</Link>}
    </Section>
  );
}

function LeadRow({ lead }: { lead: Lead }) {
  const t = useText(customerLeadsText);
  const word = useText(customerLeadWords);
  const format = useFormat();
  const isOpen = lead.status === 'OPEN';
  const state = isOpen ? lead.stage && word(`LeadStage.${lead.stage}`) : lead.status && word(`LeadStatus.${lead.status}`);
  const note = <>{state && <StateDot tone={isOpen || lead.status === 'WON' ? 'ok' : 'plain'}>{state}</StateDot>}{lead.owner?.name && ` · ${lead.owner.name}`} · <Moment at={lead.closedAt ?? lead.openedAt} /></>;
  return <Row title={<Link to={`/leads/${lead.id}`}>{lead.subject ?? lead.productName ?? t('unnamed')}</Link>} note={note} value={lead.amount ? format.money(lead.amount) : undefined} />;
}
