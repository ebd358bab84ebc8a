import { archiveTerms } from './terms/archive';
import { auditTerms } from './terms/audit';
import { customerTerms } from './terms/customers';
import { eventTerms } from './terms/events';
import { exchangeTerms } from './terms/exchange';
import { insightTerms } from './terms/insight';
import { intakeTerms } from './terms/intake';
import { leadTerms } from './terms/leads';
import { mergingTerms } from './terms/merging';
import { operationTerms } from './terms/operations';
import { factTerms } from './terms/facts';
import { liveTerms } from './terms/live';
import { matchingTerms } from './terms/matching';
import { packTerms } from './terms/packs';
import { peopleTerms } from './terms/people';
import { privacyTerms } from './terms/privacy';
import { webhookTerms } from './terms/webhooks';

/** One word of the product: what it is called, and one sentence of meaning. */
export interface Term {
  zh: string;
  en: string;
  means: string;
}

/** Every type and enum value of the surface, by its name or `Enum.VALUE`. */
export const terms = { ...archiveTerms, ...auditTerms, ...customerTerms, ...eventTerms, ...exchangeTerms, ...insightTerms, ...intakeTerms, ...leadTerms, ...operationTerms, ...factTerms, ...liveTerms, ...matchingTerms, ...mergingTerms, ...packTerms, ...peopleTerms, ...privacyTerms, ...webhookTerms } as const satisfies Record<string, Term>;
