import { texts } from '@dossier/ui';
import { ProductKind, ProductRisk } from '@dossier/vocabulary/pack-enums';
import { packTerms } from '@dossier/vocabulary/terms/packs';

/** The dictionary's words of kinds and risks. */
export const productWords = texts('product-terms', packTerms);
export const kinds = Object.values(ProductKind);
export const risks = Object.values(ProductRisk);
