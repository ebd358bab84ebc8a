import { texts } from '@dossier/ui';
import { archiveTerms } from '@dossier/vocabulary/terms/archive';
import { leadTerms } from '@dossier/vocabulary/terms/leads';

/** Words of kinds, outcomes and states, from the dictionary. */
export const archiveWords = texts('archive-terms', archiveTerms);

/** The words of leads, as the timeline tells of them. */
export const leadWords = texts('timeline-lead-terms', leadTerms);

type Term = keyof typeof archiveTerms;
type CodeOf<Type extends string> = Extract<Term, `${Type}.${string}`> extends `${Type}.${infer Code}` ? Code : never;

/** The codes of one enum, in the order of the dictionary. */
export function codesIn<Type extends string>(type: Type): CodeOf<Type>[] {
  return Object.keys(archiveTerms).filter((key) => key.startsWith(`${type}.`)).map((key) => key.slice(type.length + 1) as CodeOf<Type>);
}
