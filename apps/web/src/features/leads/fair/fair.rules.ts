export const GRADES = ['A', 'B', 'C', 'D'] as const;

/** What is asked of somebody at a stand. */
export interface FairForm {
  name: string;
  companyName: string;
  phone: string;
  email: string;
  interest: string;
  note: string;
  grade: string | null;
  isAgreed: boolean;
}

export interface Named {
  id: string;
  name: string;
}

/** What is chosen once for a fair, and holds for each entry. */
export interface FairSetup {
  fair: string;
  /** The channel by which its people come to us. */
  source: Named | null;
  /** For what they may agree that their data is used. */
  purpose: Named | null;
}

export interface FairEntry extends FairForm, FairSetup {
  key: string;
  /** The words that somebody agreed to, as this phone showed them. */
  wording: string | null;
  /** ISO time. */
  at: string;
}

export const blank = (): FairForm => ({ name: '', companyName: '', phone: '', email: '', interest: '', note: '', grade: null, isAgreed: false });

const SETUP = 'dossier.fair.setup';
const named = (value: unknown): Named | null => {
  const { id, name } = (value ?? {}) as Partial<Named>;
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
};

/** What was chosen on this phone before: it stands without network. */
export function keptSetup(): FairSetup {
  try {
    const { fair, source, purpose } = JSON.parse(localStorage.getItem(SETUP) ?? '{}') as Partial<Record<keyof FairSetup, unknown>>;
    return { fair: typeof fair === 'string' ? fair : '', source: named(source), purpose: named(purpose) };
  } catch {
    return { fair: '', source: null, purpose: null };
  }
}

export function keepSetup(setup: FairSetup): void {
  try {
    localStorage.setItem(SETUP, JSON.stringify(setup));
  } catch {
    // A browser that keeps nothing asks again; the entries say it themselves.
  }
}

/** Somebody can be found again: a name, a company or a contact. */
export const isSomebody = ({ name, companyName, phone, email }: FairForm): boolean => [name, companyName, phone, email].some((text) => text.trim() !== '');

/** What the browser itself would call an address; the server judges again. */
export const isMail = (text: string): boolean => text.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());

const kept = (text: string): string | null => text.trim() || null;

/** An entry as it is sent. */
export function sentEntry({ key, at, grade, isAgreed, name, companyName, phone, email, interest, note, fair, source, purpose, wording }: FairEntry) {
  return {
    sourceId: source?.id ?? null, purposeId: purpose?.id ?? null, wording: isAgreed ? wording : null,
    key, at, grade, isAgreed, name: kept(name), companyName: kept(companyName), phone: kept(phone), email: kept(email), interest: kept(interest), note: kept(note), fair: kept(fair),
  };
}

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** How the import of leads calls what such a file brings. */
export interface FairHead {
  plain: readonly string[];
  /** The column of those who agreed to a purpose, and the word for it. */
  agreedTo: (purpose: string) => string;
  agreed: string;
  proof: string;
  /** What proves it: the words, and where they were said. */
  proofOf: (wording: string, fair: string) => string;
}

/** The entries as a file that the import of leads reads: the key in it lets what was sent meanwhile be known again. */
export function csvOf(entries: readonly FairEntry[], { plain, agreedTo, agreed, proof, proofOf }: FairHead): string {
  const purposes = [...new Set(entries.flatMap(({ purpose, isAgreed }) => (purpose && isAgreed ? [purpose.name] : [])))];
  const head = [...plain, ...purposes.map(agreedTo), ...(purposes.length > 0 ? [proof] : [])];
  const rows = entries.map(({ key, at, name, companyName, phone, email, interest, note, grade, fair, source, purpose, wording, isAgreed }) => [
    key, at, name, companyName, phone, email, interest, note, grade ?? '', fair, source?.name ?? '',
    ...purposes.map((one) => (isAgreed && purpose?.name === one ? agreed : '')), ...(purposes.length > 0 ? [isAgreed && purpose && wording ? proofOf(wording, fair) : ''] : []),
  ].map(cell).join(','));
  return `\uFEFF${[head.map(cell).join(','), ...rows].join('\r\n')}\r\n`;
}

/** In bundles as large as the server takes. */
export const bundles = <T>(all: readonly T[], size = 50): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
