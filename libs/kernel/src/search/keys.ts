import { type Unit, unitsOf } from './units';

/** What a row stores to be found and sorted: columns `search_grams text[]` (GIN), `search_text text`, `name_key text`. */
export interface SearchKeys {
  /** Pieces for the index: characters, pairs of characters, three letters in a row, beginnings of words and syllables (`^w`, `^wa`). */
  grams: string[];
  /** For the recheck: a line with the folded text, then lines with the syllables, each behind an apostrophe. */
  text: string;
  /** Sort key by pinyin and tone, other scripts among them by letter; plain bytes, free of collation versions. Null without a name. */
  nameKey: string | null;
}

const MOST_LINES = 6;

/** The search keys of a name; `extra` texts (company, Latin name, archive number) are found likewise but do not sort. */
export function searchKeys(name: string | null, extra: readonly (string | null | undefined)[] = []): SearchKeys {
  const grams = new Set<string>();
  const lines: string[] = [];
  for (const text of new Set([name, ...extra])) {
    if (!text) continue;
    const units = unitsOf(text);
    if (units.length === 0) continue;
    addHanGrams(units, grams);
    addLetterGrams(units, grams);
    lines.push(units.map((unit) => unit.text).join(''), ...syllableLines(units));
  }
  return { grams: [...grams], text: lines.join('\n'), nameKey: name ? nameKey(name) : null };
}

/** The sort key of a name: 欧阳静怡 gives `ou1欧 yang2阳 jing4静 yi2怡`, Anna gives `anna`. Null when nothing in it can be sorted. */
export function nameKey(name: string): string | null {
  const key = unitsOf(name).map((unit) => (unit.isHan ? unit.toned + unit.text : unit.text)).join(' ');
  return key === '' ? null : key.slice(0, 300);
}

function addHanGrams(units: readonly Unit[], grams: Set<string>): void {
  units.forEach((unit, place) => {
    if (!unit.isHan) return;
    grams.add(unit.text);
    const next = units[place + 1];
    if (next?.isHan) grams.add(unit.text + next.text);
  });
}

/**
 * Letters can be typed on within a syllable, or go over to the next syllable from the first letter, from zh/ch/sh or from
 * the last: so `wangwei`, `ww`, `wwei` and `wangw` are all paths through 王伟.
 */
function addLetterGrams(units: readonly Unit[], grams: Set<string>): void {
  units.forEach((unit, place) => {
    for (const reading of unit.readings) {
      const letters = [...reading];
      grams.add(`^${letters[0]}`);
      letters.forEach((_letter, at) => {
        for (const second of following(units, { place, letters, at })) {
          const pair = letters[at]! + second.letters[second.at]!;
          if (at === 0) grams.add(`^${pair}`);
          for (const third of following(units, second)) grams.add(pair + third.letters[third.at]!);
        }
      });
    }
  });
}

/** A letter in one reading of one unit. */
interface Step {
  place: number;
  letters: readonly string[];
  at: number;
}

function following(units: readonly Unit[], { place, letters, at }: Step): Step[] {
  const steps = at + 1 < letters.length ? [{ place, letters, at: at + 1 }] : [];
  if (at === 0 || at === letters.length - 1 || (at === 1 && isRetroflex(letters))) {
    for (const reading of units[place + 1]?.readings ?? []) steps.push({ place: place + 1, letters: [...reading], at: 0 });
  }
  return steps;
}

const isRetroflex = (letters: readonly string[]): boolean => letters[1] === 'h' && /[zcs]/.test(letters[0]!);

/** The likeliest line first, then one line for each other reading: every combination would be many and gain little. */
function syllableLines(units: readonly Unit[]): string[] {
  const first = units.map((unit) => unit.readings[0] ?? '');
  const lines = [first];
  units.forEach((unit, place) => {
    for (const other of unit.readings.slice(1)) lines.push(first.with(place, other));
  });
  return lines.slice(0, MOST_LINES).map((line) => line.map((reading) => `'${reading}`).join(''));
}
