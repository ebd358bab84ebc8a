import { Button } from 'antd';
import { Moment, useAsk, useSave, type AnswerOf } from '@dossier/client';
import { Row, Rows, Section, useLanguage, useText } from '@dossier/ui';
import { fieldName } from '@dossier/vocabulary/field-names';
import { intakeTerms } from '@dossier/vocabulary/terms/intake';
import { AcceptSuggestionDocument, DeclineSuggestionDocument, ReopenSuggestionDocument, SuggestionsDocument } from './intake.documents';
import { intakeText } from './intake.text';

type Suggestion = NonNullable<AnswerOf<typeof SuggestionsDocument>['fieldSuggestions']>[number];
const REFRESHES = ['fieldSuggestions', 'customer', 'customers', 'customerHistory'];

/** Values that came in and differ from the record. Nothing is there while nothing differs. */
export function Suggestions({ customerId }: { customerId: string }) {
  const t = useText(intakeText);
  const open = (useAsk(SuggestionsDocument, { customerId }).data?.fieldSuggestions ?? []).filter(({ state }) => state === 'OPEN');
  if (open.length === 0) return null;
  return <Section title={t('title')} note={t('note')}><Rows>{open.map((one) => <SuggestionRow key={one.id} suggestion={one} />)}</Rows></Section>;
}

function SuggestionRow({ suggestion }: { suggestion: Suggestion }) {
  const t = useText(intakeText);
  const language = useLanguage();
  const { id, value, current, from, confidence, at } = suggestion;
  const field = fieldName(suggestion.field ?? '', language);
  const options = { loud: true, refreshes: REFRESHES };
  const reopen = useSave(ReopenSuggestionDocument, options);
  const accept = useSave(AcceptSuggestionDocument, { ...options, done: t('accepted', { field }), undo: () => reopen.run({ id }) });
  const decline = useSave(DeclineSuggestionDocument, { ...options, done: t('declined'), undo: () => reopen.run({ id }) });
  const origin = intakeTerms[`IntakeOrigin.${suggestion.origin ?? 'FORM'}`][language];
  const thing = { field, value: value ?? '' };
  const busy = accept.busy || decline.busy;
  const verbs = (suggestion.can ?? []).includes('ACCEPT') && (
    <>
      <Button size="small" disabled={busy} aria-label={t('declineThing', thing)} onClick={() => void decline.run({ id })}>{t('decline')}</Button>{' '}
      <Button size="small" type="primary" disabled={busy} aria-label={t('acceptThing', thing)} onClick={() => void accept.run({ id })}>{t('accept')}</Button>
    </>
  );
  return (
    <Row lead={field} title={value ?? ''} verb={verbs || undefined}
      note={<>{t('now', { value: current ?? t('nothing') })} · {from ? t('from', { origin, name: from }) : origin} · {t('sure', { share: Math.round((confidence ?? 0) * 100) })} · <Moment at={at} /></>} />
  );
}
