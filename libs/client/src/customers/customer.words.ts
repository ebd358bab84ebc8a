import { texts } from '@dossier/ui';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { privacyTerms } from '@dossier/vocabulary/terms/privacy';

/** Words of stages, kinds and other codes, from the dictionary. */
export const customerWords = texts('customer-terms', customerTerms);

/** Words of purposes, ways and requests, from the dictionary. */
export const consentWords = texts('consent-terms', privacyTerms);

type Term = keyof typeof customerTerms;
type CodeOf<Type extends string> = Extract<Term, `${Type}.${string}`> extends `${Type}.${infer Code}` ? Code : never;

/** The codes of one enum, in the order of the dictionary. */
export function codesOf<Type extends string>(type: Type): CodeOf<Type>[] {
  return Object.keys(customerTerms).filter((key) => key.startsWith(`${type}.`)).map((key) => key.slice(type.length + 1) as CodeOf<Type>);
}
