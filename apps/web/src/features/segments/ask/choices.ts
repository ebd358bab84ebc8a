import type { FilterField, Option } from '@dossier/ui';

/** What can be picked in conditions, as far as it has arrived. */
export interface Choices {
  fields: FilterField[];
  /** Which of the fields are scores. */
  scores: ReadonlySet<string>;
  categories: Option[];
  products: Option[];
  findProducts: (text: string) => void;
  topics: Option[];
  events: Option[];
  segments: Option[];
}
