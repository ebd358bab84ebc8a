import { pinyin } from 'pinyin-pro';
import { fold, foldWords, isHan } from './fold';

/** A Chinese character with its readings, or a word of another script; the readings are what one may type for it. */
export interface Unit {
  /** The folded character or word. */
  text: string;
  isHan: boolean;
  /** Letters without tone; the first one is the likeliest. */
  readings: readonly string[];
  /** The likeliest reading with its tone as a digit, for sorting. */
  toned: string;
}

/** Longer texts are searched by their beginning only, which bounds the index. */
const LONGEST = 48;

// Characters of given names that are really read in two ways; for others the rare readings would only find strangers.
const TWO_READINGS = new Set('乐行朝长重晟茜莎娜盛传调参藏露薄宿柏单曾仇解查区朴缪翟盖尉覃召员种車车那都沈');

const withoutTone = (reading: string): string => reading.replace(/\d/g, '');
// ü is typed v, u (as on a plain keyboard) or yu (as in a passport).
const typed = (reading: string): string[] => (reading.includes('v') ? [reading, reading.replace('v', 'u'), reading.replace('v', 'yu')] : [reading]);

const known = new Map<string, Unit[]>();
const MOST_KNOWN = 10_000;

/** The units of a text in their order. A text of up to four Chinese characters is taken for a person's name: it begins with a surname. */
export function unitsOf(text: string): Unit[] {
  const remembered = known.get(text);
  if (remembered) return remembered;
  const runs = text.normalize('NFKC').match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];
  const isPerson = runs.reduce((count, run) => count + (isHan(run) ? [...run].length : 0), 0) <= 4;
  const units = runs.flatMap((run, place) => (isHan(run) ? hanUnits(run, isPerson && place === 0) : wordUnits(run))).slice(0, LONGEST);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, units);
  return units;
}

function hanUnits(run: string, isPerson: boolean): Unit[] {
  const chars = [...run];
  const plain = Array.from(chars, fold);
  const inContext = read(chars, run, false);
  const asName = isPerson ? read(plain, plain.join(''), true) : inContext;
  return chars.map((char, place) => {
    const folded = plain[place]!;
    const toned = [asName[place], inContext[place], ...(TWO_READINGS.has(folded) ? others(char) : [])];
    const found = toned.filter((reading): reading is string => reading !== undefined && /^[a-z]+\d?$/.test(reading));
    const readings = [...new Set(found.flatMap((reading) => typed(withoutTone(reading))))];
    return { text: folded, isHan: true, readings, toned: found[0] ?? '' };
  });
}

function read(chars: readonly string[], run: string, isName: boolean): (string | undefined)[] {
  const options = { toneType: 'num', type: 'array', v: true, toneSandhi: false } as const;
  const whole = isName ? pinyin(run, { ...options, mode: 'surname', surname: 'head' }) : pinyin(run, options);
  return whole.length === chars.length ? whole : chars.map((char) => pinyin(char, options)[0]);
}

const others = (char: string): string[] => pinyin(char, { toneType: 'num', type: 'array', v: true, multiple: true }).slice(0, 2);

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };

function wordUnits(run: string): Unit[] {
  const words = foldWords(run);
  const spelled = /[äöü]/i.test(run) ? foldWords(run.toLowerCase().replace(/[äöü]/g, (letter) => UMLAUTS[letter]!)) : words;
  return words.map((word, place) => {
    const text = word.slice(0, LONGEST);
    return { text, isHan: false, readings: [...new Set([text, (spelled[place] ?? word).slice(0, LONGEST)])], toned: text };
  });
}
