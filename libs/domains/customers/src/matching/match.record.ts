import type { BirthPrecision, CustomerKind, Gender, IdentityKind } from '@dossier/vocabulary/enums';

/** An identity as matching looks at it: in its one form, in clear, never kept. */
export interface MatchIdentity {
  kind: IdentityKind;
  value: string;
  verified: boolean;
  /** Said to be used by several people, such as the number of a household: it proves nothing about one of them. */
  shared: boolean;
}

/** What is known of somebody, as far as it helps to tell whether two records are of one person. */
export interface MatchRecord {
  id: string;
  kind: CustomerKind;
  name: string | null;
  nameLatin: string | null;
  companyName: string | null;
  gender: Gender;
  birthDate: string | null;
  birthPrecision: BirthPrecision | null;
  city: string | null;
  identities: readonly MatchIdentity[];
}
