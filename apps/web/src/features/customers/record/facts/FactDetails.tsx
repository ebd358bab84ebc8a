import { Button } from 'antd';
import { Moment, useFormat, useSave, type AnswerOf } from '@dossier/client';
import { Section, StateDot, useText } from '@dossier/ui';
import type { CustomerRecord } from '../record.types';
import { useFieldReading } from '../useFieldReading';
import { CheckContactDocument, type CustomerFactsDocument } from './facts.documents';
import { factsText } from './facts.text';
import { factWords, wordOf } from './facts.words';
import { StoredRecords } from './StoredRecords';
import './facts.css';

type Answer = AnswerOf<typeof CustomerFactsDocument>;
type Fact = NonNullable<Answer['customerFacts']>[number];
type Validity = NonNullable<Answer['contactValidity']>[number];
type Reading = NonNullable<Fact['readings']>[number];

/** Each field with its source and all that was said of it; contacts with how likely they are still right; what was stored. */
export function FactDetails({ customer, answer }: { customer: CustomerRecord; answer: Answer }) {
  const t = useText(factsText);
  const facts = answer.customerFacts ?? [];
  const contacts = answer.contactValidity ?? [];
  return (
    <>
      <Section title={t('facts')}>
        <p className="d-note">{facts.length === 0 ? t('noFacts') : t('confidenceNote')}</p>
        <ul className="d-rows">{facts.map((fact) => <FactRow key={fact.field} fact={fact} />)}</ul>
      </Section>
      {contacts.length > 0 && (
        <Section title={t('validity')}>
          <p className="d-note">{t('validityNote')}</p>
          <ul className="d-rows">{contacts.map((contact) => <ContactRow key={contact.id} contact={contact} customer={customer} />)}</ul>
        </Section>
      )}
      <StoredRecords customer={customer} />
    </>
  );
}

function FactRow({ fact }: { fact: Fact }) {
  const t = useText(factsText);
  const word = useText(factWords);
  const reading = useFieldReading();
  const field = reading.fieldName(fact.field ?? '') ?? fact.field ?? '';
  const { reviewed } = fact;
  return (
    <li className="customer-fact">
      <p><b>{field}</b> {fact.current ? reading.valueName(fact.field ?? '', fact.current.value) : ''} {fact.stale && <StateDot tone="warn">{t('staleFact')}</StateDot>}</p>
      <p className="d-caption">{fact.current ? <ReadingLine reading={fact.current} /> : t('unknownSource')}</p>
      {reviewed && <p className="d-caption">{t('reviewed', { verdict: wordOf(word, 'FactVerdict', reviewed.verdict), name: reviewed.actor?.name ?? '' })}<Moment at={reviewed.recordedAt} /></p>}
      {(fact.readings ?? []).length > 1 && (
        <details>
          <summary className="d-caption">{t('historyOf', { field, count: (fact.readings ?? []).length })}</summary>
          <ol className="customer-readings">
            {(fact.readings ?? []).map((one) => <li key={one.id}>{one.verdict ? `${wordOf(word, 'FactVerdict', one.verdict)}：` : ''}{reading.valueName(fact.field ?? '', one.value)} <span className="d-caption"><ReadingLine reading={one} /></span></li>)}
          </ol>
        </details>
      )}
    </li>
  );
}

function ReadingLine({ reading }: { reading: Pick<Reading, 'source' | 'confidence' | 'actor' | 'channel' | 'observedAt'> }) {
  const t = useText(factsText);
  const word = useText(factWords);
  const format = useFormat();
  const source = [wordOf(word, 'FactSource', reading.source), reading.channel?.name].filter(Boolean).join(' · ');
  return <>{t('line', { source, by: reading.actor?.name ? t('by', { name: reading.actor.name }) : '', confidence: format.percent(reading.confidence, 0) })} · <Moment at={reading.observedAt} /></>;
}

function ContactRow({ contact, customer }: { contact: Validity; customer: CustomerRecord }) {
  const t = useText(factsText);
  const word = useText(factWords);
  const format = useFormat();
  const check = useSave(CheckContactDocument, { refreshes: ['customerFacts', 'contactValidity'], loud: true, done: t('checked') });
  const value = customer.identities?.find(({ id }) => id === contact.id)?.value ?? wordOf(word, 'IdentityKind', contact.kind);
  return (
    <li className="d-row">
      <span className="d-row-words">
        <span className="d-row-title">{value} · {format.percent(contact.probability, 0)} {contact.stale && <StateDot tone="warn">{t('stale')}</StateDot>}</span>
        <span className="d-caption">{t('since', { months: contact.halfLifeMonths ?? 0 })}<Moment at={contact.since} /></span>
      </span>
      {customer.can?.includes('UPDATE') && (
        <span className="d-row-verb">
          <Button size="small" type="link" aria-label={`${t('stillRight')} ${value}`} onClick={() => void check.run({ identityId: contact.id, outcome: 'CONFIRMED' })}>{t('stillRight')}</Button>
          <Button size="small" type="link" aria-label={`${t('cameBack')} ${value}`} onClick={() => void check.run({ identityId: contact.id, outcome: 'BOUNCED' })}>{t('cameBack')}</Button>
        </span>
      )}
    </li>
  );
}
