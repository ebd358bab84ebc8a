import { auditTerms } from './terms/audit';
import { customerTerms } from './terms/customers';
import { exchangeTerms } from './terms/exchange';
import { operationTerms } from './terms/operations';
import { liveTerms } from './terms/live';
import { peopleTerms } from './terms/people';
import { webhookTerms } from './terms/webhooks';

/** One word of the product: what it is called, and one sentence of meaning. */
export interface Term {
  zh: string;
  en: string;
  means: string;
}

/** Every type and enum value of the surface, by its name or `Enum.VALUE`. */
export const terms = { ...auditTerms, ...customerTerms, ...exchangeTerms, ...operationTerms, ...liveTerms, ...peopleTerms, ...webhookTerms } as const satisfies Record<string, Term>;
