import { ModelKind } from '@dossier/vocabulary/insight-enums';

/** A kind of model, as addresses and questions name it. */
export type Kind = `${ModelKind}`;

/** Where the card of a model stands. */
export const pathOf = (kind: string): string => `/insight/models/${kind.toLowerCase().replaceAll('_', '-')}`;

/** The kind that an address names; null where there is none such. */
export function kindIn(part: string): Kind | null {
  const code = part.toUpperCase().replaceAll('-', '_');
  return code in ModelKind ? (code as Kind) : null;
}
