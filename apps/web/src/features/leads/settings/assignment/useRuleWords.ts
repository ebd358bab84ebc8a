import { useAsk, useFormat } from '@dossier/client';
import { useLanguage, useListing, useText, type Option } from '@dossier/ui';
import { leadWords } from '../../leads.words';
import { useProductNames } from '../ProductsChoice';
import { AssigneesDocument, AssignmentChoicesDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import { minorUnits, type RuleDraft } from './assignment.types';
import { languageName } from './languages';

type Named = { id: string; name?: string | null };
const options = (rows: readonly Named[] | null | undefined): Option[] => (rows ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }));

/** What rules can name: people, teams, pools and sources. */
export function useAssignmentChoices() {
  const { data } = useAsk(AssignmentChoicesDocument, {});
  const people = useAsk(AssigneesDocument, {}).data?.assignees ?? [];
  return { people: people.map(({ userId, name }): Option => ({ value: userId, label: name })), teams: options(data?.teams), pools: options(data?.leadPools), sources: options(data?.channels) };
}

/** A lower bound, an upper one, or both. */
function useBounds(): (from: number | null, to: number | null, say: (value: number) => string) => string | null {
  const t = useText(assignmentText);
  return (from, to, say) => {
    if (from === null && to === null) return null;
    if (to === null) return t('from', { from: say(from!) });
    return from === null ? t('to', { to: say(to) }) : t('between', { from: say(from), to: say(to) });
  };
}

/** A language by its name. */
function useLanguageName(): (code: string) => string {
  const reader = useLanguage();
  return (code) => languageName(code, reader);
}

/** What a rule asks of a lead, in words; nothing where it takes every lead. */
function useWhenWords(products: (id: string) => string): (rule: RuleDraft) => string {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const listing = useListing();
  const format = useFormat();
  const bounds = useBounds();
  const { sources } = useAssignmentChoices();
  const spoken = useLanguageName();
  return (rule) => {
    const score = bounds(rule.scoreFrom, rule.scoreTo, format.number);
    const amount = bounds(rule.amountFrom, rule.amountTo, (whole) => (rule.currency === null ? format.number(whole) : format.money({ minor: minorUnits(whole, rule.currency)!, currency: rule.currency })));
    return [
      rule.origins.length > 0 && t('ifOrigin', { list: listing(rule.origins.map((one) => words(`LeadOrigin.${one}` as 'LeadOrigin.FORM'))) }), rule.sourceIds.length > 0 && t('ifSource', { list: listing(rule.sourceIds.map((id) => labelOf(sources, id))) }),
      rule.productIds.length > 0 && t('ifProduct', { list: listing(rule.productIds.map(products)) }), rule.grades.length > 0 && t('ifGrade', { list: listing(rule.grades) }), rule.places.length > 0 && t('ifPlace', { list: listing(rule.places) }),
      rule.leadLanguages.length > 0 && t('ifLanguage', { list: listing(rule.leadLanguages.map(spoken)) }), score && t('ifScore', { range: score }), amount && t('ifAmount', { range: amount }),
      ...rule.attributes.map(({ name, values }) => t('ifAttribute', { name, list: listing(values) })),
    ].filter(Boolean).join(t('sep'));
  };
}

const labelOf = (options: readonly Option[], id: string): string => options.find(({ value }) => value === id)?.label ?? '…';

/** Says a rule as one sentence. */
export function useRuleSentence(rules: readonly RuleDraft[]): (rule: RuleDraft) => string {
  const t = useText(assignmentText);
  const listing = useListing();
  const when = useWhenWords(useProductNames(rules.flatMap(({ productIds }) => productIds)));
  const { people, teams, pools } = useAssignmentChoices();
  const spoken = useLanguageName();
  return (rule) => {
    const weighed = (ids: readonly string[], from: readonly Option[]) => listing(ids.map((id) => ((rule.weights[id] ?? 1) === 1 ? labelOf(from, id) : t('weighed', { name: labelOf(from, id), weight: rule.weights[id]! }))));
    const whom = rule.poolId ? labelOf(pools, rule.poolId) : listing([
      weighed(rule.people, people), weighed(rule.teams, teams), rule.skills.length > 0 ? t('needSkill', { list: listing(rule.skills) }) : null, rule.languages.length > 0 ? t('speaks', { list: listing(rule.languages.map(spoken)) }) : null,
      rule.byTerritory ? t('ownTerritory') : null, rule.byLanguage ? t('ownLanguage') : null,
    ]);
    const fallback = rule.fallbackUserId ? labelOf(people, rule.fallbackUserId) : rule.fallbackPoolId ? labelOf(pools, rule.fallbackPoolId) : null;
    const later = rule.escalateMinutes !== null && fallback ? t('later', { count: rule.escalateMinutes, who: fallback }) : null;
    return [t('sentence', { when: when(rule) || t('everyLead'), to: whom }), later].filter(Boolean).join(t('sep'));
  };
}
