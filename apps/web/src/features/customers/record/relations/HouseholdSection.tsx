import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { EmptyState, Failed, Icon, Row, Section, Unseen, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useMay } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { HouseholdCard } from './HouseholdCard';
import { HouseholdForm } from './HouseholdForm';
import { HouseholdsDocument, HouseholdSuggestionsDocument } from './households.documents';
import { householdsText } from './households.text';
import { MemberForm } from './MemberForm';
import { calledOf, type Household, type Suggestion } from './relation.words';
import { relationTerms } from './relations.text';

/** Whom this customer lives with: each household with its members and what it has bought, and who may belong to it. */
export function HouseholdSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(householdsText);
  const asked = useAsk(HouseholdsDocument, { customerId: customer.id });
  const may = useMay('relationship.write') && !customer.archivedAt;
  const [making, setMaking] = useState(false);
  if (asked.isPending) return <Waiting rows={2} />;
  if (asked.error) return <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />;
  const households = asked.data.households ?? [];
  return (
    <Section title={t('households')} note={t('note')}>
      {households.length === 0 && !making && <EmptyState title={t('none')} text={t('noneText')} />}
      {households.map((household) => <HouseholdCard key={household.id} household={household} />)}
      {may && <Suggested customer={customer} household={households[0]} />}
      {making && <HouseholdForm customer={customer} onClose={() => setMaking(false)} />}
      {may && !making && <button type="button" className="d-link customer-add" onClick={() => setMaking(true)}><Icon of={Plus} /> {t('create')}</button>}
    </Section>
  );
}

/** Who may live with them, and why; a person decides. */
function Suggested({ customer, household }: { customer: CustomerRecord; household: Household | undefined }) {
  const t = useText(householdsText);
  const asked = useAsk(HouseholdSuggestionsDocument, { customerId: customer.id });
  const [chosen, setChosen] = useState<Suggestion | null>(null);
  const found = asked.data?.householdSuggestions ?? [];
  if (found.length === 0) return null;
  const close = () => setChosen(null);
  return (
    <div className="household-suggested">
      <h3>{t('suggested')} <span className="d-caption">{t('suggestedNote')}</span></h3>
      <ul className="d-rows">{found.map((suggestion) => <SuggestedRow key={suggestion.id} suggestion={suggestion} onChoose={() => setChosen(suggestion)} isMember={household !== undefined} />)}</ul>
      {chosen && household && <MemberForm key={chosen.id} household={household} customerId={chosen.id} title={calledOf(chosen.customer) || t('nobody')} onClose={close} />}
      {chosen && !household && <HouseholdForm key={chosen.id} customer={customer} partner={chosen} onClose={close} />}
    </div>
  );
}

function SuggestedRow({ suggestion, isMember, onChoose }: { suggestion: Suggestion; isMember: boolean; onChoose: () => void }) {
  const t = useText(householdsText);
  const term = useText(relationTerms);
  const name = calledOf(suggestion.customer) || t('nobody');
  const why = (suggestion.reasons ?? []).map((reason) => term(`HouseholdReason.${reason}`)).join(' · ');
  return <Row title={<Link to={`/customers/${suggestion.id}`}>{name}</Link>} note={why} verb={<Button size="small" onClick={onChoose}>{isMember ? t('addMember') : t('create')}<Unseen> {name}</Unseen></Button>} />;
}
