import type { CustomFieldType, KpiUnit, PackCode, ProductKind, ProductRisk, RiskTolerance, ServiceRequestKind } from '@dossier/vocabulary/pack-enums';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { FieldOption } from '../fields/field-book';

export interface Words {
  zh: string;
  en: string;
}

/** A custom field that a pack brings. */
export interface PackField {
  key: string;
  label: Words;
  type: CustomFieldType;
  options?: readonly FieldOption[];
  least?: number;
  most?: number;
  personal?: boolean;
  word?: AccessWord;
}

/** A rule that a pack puts in force; the code that obeys it stands in the product. */
export interface PackRule {
  code: string;
  edition: number;
  params: Readonly<Record<string, unknown>>;
  label: Words;
}

/** A measure of the industry, counted over live customers `c` within reach; `reach` is that condition. */
export interface PackKpi {
  key: string;
  label: Words;
  /** Formula in words. */
  means: Words;
  unit: KpiUnit;
  /** Besides seeing customers, it takes this word. */
  word?: AccessWord;
  sql: (reach: string) => string;
}

export interface PackReview {
  name: Words;
  section: string;
  months: number;
}

export interface SampleProduct {
  code: string;
  name: string;
  kind?: ProductKind;
  riskLevel?: ProductRisk;
  minAmountMinor?: number;
  unitPriceMinor?: number;
}

export interface SampleCustomer {
  name: string;
  values: Readonly<Record<string, unknown>>;
  assessment?: { level: RiskTolerance; days: number };
  holding?: { product: string; valueMinor: number };
  watched?: boolean;
  request?: { kind: ServiceRequestKind; subject: string; satisfaction?: number; effort?: number };
}

/** An industry, declared: everything that applying adds, and removing takes away again. */
export interface PackDefinition {
  code: PackCode;
  edition: number;
  note: Words;
  /** The heading under which its fields stand on the record. */
  section: Words;
  fields: readonly PackField[];
  productKinds: readonly ProductKind[];
  rules: readonly PackRule[];
  kpis: readonly PackKpi[];
  reviews: readonly PackReview[];
  products: readonly SampleProduct[];
  customers: readonly SampleCustomer[];
}
