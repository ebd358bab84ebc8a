import { Facts, Section, useText } from '@dossier/ui';
import { Moment, useFormat } from '@dossier/client';
import { leadWords } from '../leads.words';
import { PersonCard } from './PersonCard';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';
import { ScorePanel } from './ScorePanel';

/** Who it is, why the lead has its score, and where it came from. */
export function LeadAside({ lead }: { lead: LeadRecord }) {
  return (
    <div className="lead-aside">
      {lead.customer && <PersonCard customer={lead.customer} />}
      <ScorePanel leadId={lead.id} />
      <CameFrom lead={lead} />
    </div>
  );
}

function CameFrom({ lead }: { lead: LeadRecord }) {
  const t = useText(recordText);
  const word = useText(leadWords);
  const format = useFormat();
  const said = Object.entries((lead.attributes ?? {}) as Record<string, unknown>).map(([name, value]) => ({ label: name, value: typeof value === 'boolean' ? t(value ? 'yes' : 'no') : typeof value === 'number' ? format.number(value) : String(value) }));
  return (
    <Section title={t('facts')}>
      <Facts items={[
        ...(lead.origin ? [{ label: t('origin'), value: word(`LeadOrigin.${lead.origin}`) }] : []),
        ...(lead.source ? [{ label: t('source'), value: lead.source.name }] : []),
        { label: t('openedAt'), value: <Moment at={lead.openedAt} /> },
        ...((lead.touches ?? 1) > 1 ? [{ label: t('touches'), value: format.number(lead.touches) }] : []),
        ...(lead.team ? [{ label: t('team'), value: lead.team.name }] : []),
        ...said,
      ]} />
    </Section>
  );
}
