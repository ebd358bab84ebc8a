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
  fair: string;
}

export interface FairEntry extends FairForm {
  key: string;
  /** ISO time. */
  at: string;
}

export const blank = (fair = ''): FairForm => ({ name: '', companyName: '', phone: '', email: '', interest: '', note: '', grade: null, isAgreed: false, fair });

/** Somebody can be found again: a name, a company or a contact. */
export const isSomebody = ({ name, companyName, phone, email }: FairForm): boolean => [name, companyName, phone, email].some((text) => text.trim() !== '');

/** What the browser itself would call an address; the server judges again. */
export const isMail = (text: string): boolean => text.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());

const kept = (text: string): string | null => text.trim() || null;

/** An entry as it is sent. */
export function sentEntry({ key, at, grade, isAgreed, name, companyName, phone, email, interest, note, fair }: FairEntry) {
  return { key, at, grade, isAgreed, name: kept(name), companyName: kept(companyName), phone: kept(phone), email: kept(email), interest: kept(interest), note: kept(note), fair: kept(fair) };
}

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The entries as a file that the import of leads reads: the key in it lets what was sent meanwhile be known again. */
export function csvOf(entries: readonly FairEntry[], head: readonly string[]): string {
  const rows = entries.map(({ key, at, name, companyName, phone, email, interest, note, grade, fair }) => [key, at, name, companyName, phone, email, interest, note, grade ?? '', fair].map(cell).join(','));
  return `\uFEFF${[head.map(cell).join(','), ...rows].join('\r\n')}\r\n`;
}

/** In bundles as large as the server takes. */
export const bundles = <T>(all: readonly T[], size = 50): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
