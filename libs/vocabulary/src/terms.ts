import { customerTerms } from './terms/customers';
import { exchangeTerms } from './terms/exchange';
import { peopleTerms } from './terms/people';

/** One word of the product: what it is called, and one sentence of meaning. */
export interface Term {
  zh: string;
  en: string;
  means: string;
}

/** Every type and enum value of the surface, by its name or `Enum.VALUE`. */
export const terms = { ...customerTerms, ...exchangeTerms, ...peopleTerms } as const satisfies Record<string, Term>;
