import { jaroWinkler } from '@dossier/metrics';
import { fold, foldWords, nameKey } from '@dossier/kernel/search';

/** Two names at least this alike are taken for spellings of one. */
const ALIKE = 0.92;

export interface SpokenName {
  /** Folded: half width, simplified, without accents and blanks. */
  folded: string;
  isHan: boolean;
  /** As it sounds, syllable by syllable or word by word, in the alphabet's order, so that family and given name may stand either way round. */
  sound: string;
  parts: readonly string[];
}

const known = new Map<string, SpokenName>();
const MOST_KNOWN = 20_000;

/** A name as it is compared. Names are few and repeat: the answer is remembered. */
export function spoken(name: string): SpokenName {
  const remembered = known.get(name);
  if (remembered) return remembered;
  const isHan = /\p{Script=Han}/u.test(name);
  const parts = isHan ? syllablesOf(name) : foldWords(name);
  const made = { folded: fold(name), isHan, parts, sound: joined(parts) };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, made);
  return made;
}

/** `wang2王 wei3伟` without its tones and characters. */
const syllablesOf = (name: string): string[] => (nameKey(name) ?? '').split(' ').map((part) => part.replace(/\d?\p{Script=Han}+$/u, '').replace(/\d$/, '')).filter((part) => part !== '');

/** Letters alone, in an order of their own: `Wang Yiming`, `Yi-Ming Wang` and 王一鸣 are told alike. */
const joined = (parts: readonly string[]): string => [...parts.join('').replace(/[^a-z0-9]/g, '')].sort().join('');

export type NameAgreement = 'EXACT' | 'SOUND' | 'SIMILAR' | 'DIFFERENT';

/** How two names agree; each may have a Latin spelling besides. */
export function agreementOfNames(a: readonly string[], b: readonly string[]): NameAgreement | null {
  if (a.length === 0 || b.length === 0) return null;
  let best: NameAgreement = 'DIFFERENT';
  for (const one of a) {
    for (const other of b) {
      const found = agreementOf(spoken(one), spoken(other));
      if (RANK[found] > RANK[best]) best = found;
    }
  }
  return best;
}

const RANK: Readonly<Record<NameAgreement, number>> = { DIFFERENT: 0, SIMILAR: 1, SOUND: 2, EXACT: 3 };

function agreementOf(a: SpokenName, b: SpokenName): NameAgreement {
  if (a.folded === '' || b.folded === '') return 'DIFFERENT';
  if (a.folded === b.folded) return 'EXACT';
  if (a.sound !== '' && a.sound === b.sound) return 'SOUND';
  if (a.isHan && b.isHan) return oneCharacterOff([...a.folded], [...b.folded]) ? 'SIMILAR' : 'DIFFERENT';
  return alike(a.parts, b.parts) ? 'SIMILAR' : 'DIFFERENT';
}

/** In short names one character is half of them: only from three on may one differ or be missing. */
function oneCharacterOff(a: readonly string[], b: readonly string[]): boolean {
  if (Math.max(a.length, b.length) < 3) return false;
  if (a.length === b.length) return a.filter((char, at) => char !== b[at]).length === 1;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return long.length - short.length === 1 && long[0] === short[0] && short.every((char) => long.includes(char));
}

/** Words are compared in whichever order makes them most alike; an initial stands for the word that it begins. */
function alike(a: readonly string[], b: readonly string[]): boolean {
  if (jaroWinkler([...a].sort().join(' '), [...b].sort().join(' ')) >= ALIKE) return true;
  if (a.length !== b.length || a.length < 2) return false;
  const [first, second] = [[...a].sort(), [...b].sort()];
  return first.every((word, at) => word === second[at] || (word[0] === second[at]![0] && (word.length === 1 || second[at]!.length === 1)) || jaroWinkler(word, second[at]!) >= ALIKE);
}
