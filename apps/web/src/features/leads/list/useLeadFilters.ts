import { useCustomerChoices, useViewer } from '@dossier/client';
import { useText, type FilterField, type Option } from '@dossier/ui';
import { useMemo } from 'react';
import { leadTerms } from '@dossier/vocabulary/terms/leads';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';

type Term = keyof typeof leadTerms;
export type CodedType = 'LeadStage' | 'LeadStatus' | 'LeadOrigin' | 'LossReason' | 'LeadAuthority' | 'LeadGrade' | 'ReleaseReason';

/** The codes of one enum with their words, in the order of the dictionary. */
export function useCoded(): (type: CodedType) => Option[] {
  const word = useText(leadWords);
  return useMemo(() => (type) => Object.keys(leadTerms).filter((key) => key.startsWith(`${type}.`)).map((key) => ({ value: key.slice(type.length + 1), label: word(key as Term) })), [word]);
}

/** What leads can be narrowed by, on the list and on the board. The board stands for what is open: outcomes are asked of the list alone. */
export function useLeadFilters(onlyOpen = false): FilterField[] {
  const t = useText(leadsText);
  const coded = useCoded();
  const { owners, teams, sources } = useCustomerChoices();
  const currency = useViewer().company.currency ?? 'GBP';
  return useMemo(() => {
    const all: FilterField[] = [
      { key: 'status', label: t('status'), kind: 'choice', options: coded('LeadStatus') },
      { key: 'stage', label: t('stage'), kind: 'choice', options: coded('LeadStage') },
      { key: 'owner', label: t('owner'), kind: 'ref', options: owners },
      { key: 'grade', label: t('grade'), kind: 'choice', options: coded('LeadGrade') },
      { key: 'isUnanswered', label: t('isUnanswered'), kind: 'flag' },
      { key: 'isOverdue', label: t('isOverdue'), kind: 'flag' },
      { key: 'source', label: t('source'), kind: 'ref', options: sources },
      { key: 'origin', label: t('origin'), kind: 'choice', options: coded('LeadOrigin') },
      { key: 'amount', label: t('amount'), kind: 'money', currency },
      { key: 'score', label: t('score'), kind: 'number' },
      { key: 'nextOn', label: t('nextOn'), kind: 'day' },
      { key: 'openedOn', label: t('openedOn'), kind: 'day' },
      { key: 'closedOn', label: t('closedOn'), kind: 'day' },
      { key: 'lossReason', label: t('lossReason'), kind: 'choice', options: coded('LossReason') },
      { key: 'authority', label: t('authority'), kind: 'choice', options: coded('LeadAuthority') },
      { key: 'team', label: t('team'), kind: 'ref', options: teams },
      { key: 'hasOwner', label: t('hasOwner'), kind: 'flag' },
      { key: 'archived', label: t('archived'), kind: 'flag' },
    ];
    return onlyOpen ? all.filter(({ key }) => !OF_CLOSED.includes(key)) : all;
  }, [t, coded, owners, teams, sources, currency, onlyOpen]);
}

const OF_CLOSED: readonly string[] = ['status', 'stage', 'closedOn', 'lossReason', 'archived'];
