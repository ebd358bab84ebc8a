import { CustomerWordsDocument, PurposeChoicesDocument, TopicChoicesDocument, useAsk } from '@dossier/client';
import { useLanguage, type Option } from '@dossier/ui';
import { CommunicationOutcome } from '@dossier/vocabulary/archive-enums';
import { COUNTRIES } from '@dossier/vocabulary/countries';
import { RfmGroup } from '@dossier/vocabulary/insight-enums';
import { LeadAuthority, LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { terms } from '@dossier/vocabulary/terms';
import { EVENTS, type Subject } from './scorecard.rules';

const FIVE_MINUTES = 300_000;
const coded: Partial<Record<Subject, readonly [type: string, codes: readonly string[]]>> = {
  AUTHORITY: ['LeadAuthority', Object.keys(LeadAuthority)], ORIGIN: ['LeadOrigin', Object.keys(LeadOrigin)], COMMUNICATION: ['CommunicationOutcome', Object.keys(CommunicationOutcome)], VALUE_GROUP: ['RfmGroup', Object.keys(RfmGroup)], EVENT: ['EventName', EVENTS],
};
const words = terms as Readonly<Record<string, Readonly<Record<'zh' | 'en', string>>>>;

/** What a rule about a subject can name; null: anything that is typed. */
export function useSubjectChoices(subject: Subject): { values: Option[] | null; topics: Option[] } {
  const language = useLanguage();
  const named = useAsk(CustomerWordsDocument, {}, { staleTime: FIVE_MINUTES, skip: subject !== 'SOURCE' && subject !== 'TAG' });
  const purposes = useAsk(PurposeChoicesDocument, {}, { staleTime: FIVE_MINUTES, skip: subject !== 'CONSENT' });
  const topics = useAsk(TopicChoicesDocument, {}, { staleTime: FIVE_MINUTES, skip: subject !== 'EVENT' });
  const options = (things: readonly { readonly id: string; readonly name?: string | null }[] | null | undefined): Option[] => (things ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }));
  const values = (): Option[] | null => {
    if (subject === 'SOURCE') return options(named.data?.channels);
    if (subject === 'TAG') return options(named.data?.tags);
    if (subject === 'CONSENT') return (purposes.data?.purposes ?? []).map(({ code, name, nameEn }) => ({ value: code ?? '', label: (language === 'zh' ? name : nameEn) ?? '' }));
    if (subject === 'COUNTRY') return COUNTRIES.map((code) => ({ value: code, label: new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code }));
    const [type, codes] = coded[subject] ?? [];
    return type && codes ? codes.map((code) => ({ value: code, label: words[`${type}.${code}`]?.[language] ?? code })) : null;
  };
  return { values: values(), topics: options(topics.data?.topics) };
}
