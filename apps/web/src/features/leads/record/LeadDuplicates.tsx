import { Alert, Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useAsk, type AnswerOf } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import type { Chosen } from './ChosenPerson';
import { LeadDuplicatesDocument } from './new.documents';
import { newText } from './new.text';
import { isEmail, isPhone } from './new.values';

interface Typed { name?: string | undefined; phone?: string | undefined; email?: string | undefined; companyName?: string | undefined }
type Hit = NonNullable<AnswerOf<typeof LeadDuplicatesDocument>['leadDuplicates']>['people'][number];
const QUIET = 350;

/** Waits for a pause in typing, so that half a number asks nothing. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as T), QUIET);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

const given = (written: string | undefined, holds: (text: string) => boolean): string | undefined => (written && holds(written) ? written.trim() : undefined);

/** Who is on record already, with their leads, told while one types. It never stands in the way. */
export function LeadDuplicates({ person, onChoose }: { person: Typed; onChoose: (chosen: Chosen) => void }) {
  const t = useText(newText);
  const settled = useSettled(person);
  const asked = { phone: given(settled.phone, isPhone), email: given(settled.email, isEmail), companyName: given(settled.companyName, (name) => name.trim().length > 1) };
  const isAsking = Boolean(asked.phone ?? asked.email ?? asked.companyName);
  const answer = useAsk(LeadDuplicatesDocument, { person: asked }, { skip: !isAsking, keep: true });
  const found = isAsking ? answer.data?.leadDuplicates : null;
  return (
    <div role="status" className="lead-duplicates">
      {found && found.people.length > 0 && (
        <Section title={t('duplicates')} note={t('duplicatesSeen', { count: found.people.length })}>
          <ul className="d-rows">{found.people.map((hit) => <DuplicateRow key={hit.id} hit={hit} onChoose={onChoose} />)}</ul>
        </Section>
      )}
      {found?.elsewhere && <Alert type="info" showIcon title={t('elsewhere')} />}
    </div>
  );
}

function DuplicateRow({ hit, onChoose }: { hit: Hit; onChoose: (chosen: Chosen) => void }) {
  const t = useText(newText);
  const l = useText(leadsText);
  const word = useText(leadWords);
  const { customer } = hit;
  const name = customer?.name ?? customer?.companyName ?? l('outOfReach');
  return (
    <li className="d-row lead-duplicate">
      <span className="d-row-words">
        <span className="d-row-title">{customer ? <Link to={`/customers/${hit.id}`}>{name}</Link> : name} <span className="d-note">{(hit.reasons ?? []).map((reason) => t(reason)).join(' · ')}</span></span>
        <span className="d-caption">{[customer?.companyName === customer?.name ? null : customer?.companyName, customer?.archiveNo, customer?.phone, customer?.owner?.name].filter(Boolean).join(' · ')}</span>
        {(hit.leads ?? []).slice(0, 3).map((lead) => (
          <span key={lead.id} className="d-caption"><Link to={`/leads/${lead.id}`}>{lead.subject ?? l('title')}</Link> {lead.status && word(lead.status === 'OPEN' && lead.stage ? `LeadStage.${lead.stage}` : `LeadStatus.${lead.status}`)}{lead.owner?.name ? ` · ${lead.owner.name}` : ''}</span>
        ))}
      </span>
      {customer && <span className="d-row-verb"><Button size="small" onClick={() => onChoose({ id: hit.id, name })}>{t('useThis')}</Button></span>}
    </li>
  );
}
