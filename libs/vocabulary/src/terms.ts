import { customerTerms } from './terms/customers';

/** One word of the product: what it is called, and one sentence of meaning. */
export interface Term {
  zh: string;
  en: string;
  means: string;
}

/** Every type and enum value of the surface, by its name or `Enum.VALUE`. */
export const terms = { ...customerTerms } as const satisfies Record<string, Term>;
