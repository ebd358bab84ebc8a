import { useAsk } from '@dossier/client';
import { useListing, useText, type Option } from '@dossier/ui';
import { leadWords } from '../../leads.words';
import { AssigneesDocument, AssignmentChoicesDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import type { RuleDraft } from './assignment.types';

type Named = { id: string; name?: string | null };
const options = (rows: readonly Named[] | null | undefined): Option[] => (rows ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }));

/** What rules can name: people, teams, pools and sources. */
export function useAssignmentChoices() {
  const { data } = useAsk(AssignmentChoicesDocument, {});
  const people = useAsk(AssigneesDocument, {}).data?.assignees ?? [];
  return { people: people.map(({ userId, name }): Option => ({ value: userId, label: name })), teams: options(data?.teams), pools: options(data?.leadPools), sources: options(data?.channels) };
}

/** Says a rule as one sentence. */
export function useRuleSentence(): (rule: RuleDraft) => string {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const listing = useListing();
  const { people, teams, pools, sources } = useAssignmentChoices();
  const named = (ids: readonly string[], from: readonly Option[]) => listing(ids.map((id) => from.find(({ value }) => value === id)?.label ?? '…'));
  return (rule) => {
    const when = listing([
      rule.origins.length > 0 && t('ifOrigin', { list: listing(rule.origins.map((one) => words(`LeadOrigin.${one}` as 'LeadOrigin.FORM'))) }), rule.sourceIds.length > 0 && t('ifSource', { list: named(rule.sourceIds, sources) }),
      rule.grades.length > 0 && t('ifGrade', { list: listing(rule.grades) }), rule.places.length > 0 && t('ifPlace', { list: listing(rule.places) }), rule.leadLanguages.length > 0 && t('ifLanguage', { list: listing(rule.leadLanguages) }),
      rule.scoreFrom !== null && t('ifScore', { value: rule.scoreFrom }), rule.amountFrom !== null && t('ifAmount', { value: rule.amountFrom }),
    ].map((part) => part || null));
    const whom = rule.poolId ? named([rule.poolId], pools) : listing([
      named(rule.people, people), named(rule.teams, teams), rule.skills.length > 0 ? t('needSkill', { list: listing(rule.skills) }) : null, rule.byTerritory ? t('ownTerritory') : null, rule.byLanguage ? t('ownLanguage') : null,
    ]);
    const fallback = rule.fallbackUserId ? named([rule.fallbackUserId], people) : rule.fallbackPoolId ? named([rule.fallbackPoolId], pools) : null;
    const later = rule.escalateMinutes !== null && fallback ? t('later', { count: rule.escalateMinutes, who: fallback }) : null;
    return listing([t('sentence', { when: when || t('everyLead'), to: whom }), later]);
  };
}
