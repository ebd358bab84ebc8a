import { useText } from '@dossier/ui';
import { headline as changeHeadline } from '../history.sentences';
import { recordText } from '../record.text';
import { consentTerms, purposeWords } from '../consent/consent.text';
import { archiveText } from './archive.text';
import { archiveWords, leadWords } from './archive.words';
import type { Entry } from './useArchive';

/** The enum whose value says what exactly happened, by kind. */
const ENUMS: Readonly<Record<string, string>> = { COMMUNICATION: 'CommunicationKind', NEED: 'NeedKind', FEEDBACK: 'FeedbackKind' };

/** What a step of a lead led to: an outcome, or a stage. */
const LEAD_STEPS = ['LeadStatus', 'LeadStage'] as const;

/** What an entry of the timeline is, in a few words. */
export function useHeadline(): (entry: Entry) => string {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const lead = useText(leadWords);
  const say = useText(recordText);
  const consent = useText(consentTerms);
  const purpose = useText(purposeWords);
  return ({ kind, what, title, changes }) => {
    if (!kind) return '';
    if (kind === 'CHANGE') return changeHeadline({ operation: what, table: title, changes }, say);
    if (kind === 'ORDER') return what === 'REFUND' ? t('refund') : say('order');
    if (kind === 'CONSENT') return `${consent(`ConsentAct.${what}` as 'ConsentAct.GIVEN')} · ${title && title in purposeWords.table ? purpose(title as keyof typeof purposeWords.table) : (title ?? '')}`;
    if (kind === 'LEAD') return [lead('Lead'), ...LEAD_STEPS.flatMap((type) => (`${type}.${what}` in leadWords.table ? [lead(`${type}.${what}` as keyof typeof leadWords.table)] : []))].join(' · ');
    const key = `${ENUMS[kind] ?? ''}.${what ?? ''}`;
    const exact = key in archiveWords.table ? words(key as keyof typeof archiveWords.table) : '';
    if (kind === 'SIGN_OFF') return t('signed', { section: `SignedSection.${what}` in archiveWords.table ? words(`SignedSection.${what}` as keyof typeof archiveWords.table) : '' });
    if (kind === 'FEEDBACK') return [exact, title].filter(Boolean).join(' · ');
    // Kinds that other parts tell of bring their own words in the title.
    return exact || title || words(`TimelineKind.${kind}`);
  };
}
