/** A sentence or a word in both languages. */
export interface Worded { zh: string; en: string }

export interface CardParameter { key: string; name: Worded; value: number | null; low?: number | null; high?: number | null; unit?: Worded | null }
export interface ReliabilityPoint { n: number; predicted: number; observed: number; low: number | null; high: number | null }

/** How predictions kept their word over a time that the fit had not seen. */
export interface Reliability {
  what: Worded;
  from: string;
  to: string;
  n: number;
  predicted: number;
  observed: number;
  points: readonly ReliabilityPoint[];
  deciles: readonly { decile: number; n: number; predicted: number; actual: number }[];
  unit: Worded | null;
  /** Each tenth is judged by itself, besides the mean. */
  byTenth?: boolean;
  /** False: nothing is decided by it. */
  counts?: boolean;
  /** Only to fall short of what was predicted is a fault. */
  shortOnly?: boolean;
}

/** What a version of a model says of itself. */
export interface ModelCard {
  formula: Worded;
  parameters: readonly CardParameter[];
  unit: Worded;
  from: string | null;
  to: string;
  used: number;
  dropped: readonly { reason: Worded; count: number }[];
  cutoff: string;
  seed: number;
  cautions: readonly Worded[];
  lack: { what: Worded; found: number; needed: number } | null;
  reliability: Reliability | null;
  rule: Worded;
}

/** One fitted state of a model. */
export interface ModelVersion {
  id: string;
  number?: number | null;
  state?: string | null;
  method?: string | null;
  methodVersion?: string | null;
  fittedAt?: string | null;
  publishedAt?: string | null;
  retiredAt?: string | null;
  fittedBy?: { id: string; name?: string | null } | null;
  jobId?: string | null;
  error?: string | null;
  weak?: boolean | null;
  scoredAt?: string | null;
  scoredRows?: number | null;
  card?: unknown;
  can?: readonly string[] | null;
}

/** A look at a published version: whether its scores still say what they said. */
export interface ModelCheck {
  id: string;
  checkedAt?: string | null;
  psi?: number | null;
  health?: string | null;
  gap?: number | null;
  cautions?: unknown;
  reliability?: unknown;
}

export interface Model {
  kind?: string | null;
  name?: string | null;
  method?: string | null;
  health?: string | null;
  isFallback?: boolean | null;
  published?: ModelVersion | null;
  latest?: ModelVersion | null;
  runningJobId?: string | null;
  lastCheck?: ModelCheck | null;
  can?: readonly string[] | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The card of a version, once it has one. */
export const cardOf = (version: ModelVersion | null | undefined): ModelCard | null => (isRecord(version?.card) && 'formula' in version.card ? (version.card as unknown as ModelCard) : null);

/** How a checked version kept its word since it was published, once that can be told. */
export const reliabilityOf = (check: ModelCheck | null | undefined): Reliability | null => (isRecord(check?.reliability) && 'points' in check.reliability ? (check.reliability as unknown as Reliability) : null);

/** What to know about a look. */
export const cautionsOf = (check: ModelCheck | null | undefined): readonly Worded[] => (Array.isArray(check?.cautions) ? (check.cautions as Worded[]) : []);

/** A tenth is judged where what came has a range of no more than so much on either side. */
const WIDEST = 0.05;

/** How far the farthest tenth lies from what was told; null where tenths are not judged, or none has customers enough. */
export function farthestOf(reliability: Reliability | null): number | null {
  if (!reliability?.byTenth) return null;
  const judged = reliability.points.filter(({ low, high }) => low !== null && high !== null && high - low <= 2 * WIDEST);
  return judged.length === 0 ? null : Math.max(...judged.map(({ predicted, observed }) => Math.abs(observed - predicted)));
}
