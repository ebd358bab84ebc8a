import { Converter } from 'opencc-js/t2cn';

const toSimplified = Converter({ from: 't', to: 'cn' });
const simplified = new Map<string, string>();
const isHan = (char: string): boolean => /\p{Script=Han}/u.test(char);

// Letters that Unicode does not take apart into a plain one and a mark.
const PLAIN: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' };

/** One character in simplified script; the answer is remembered, since names use few different ones. */
function simplify(char: string): string {
  if (char < '\u3400' || !isHan(char)) return char;
  let plain = simplified.get(char);
  if (plain === undefined) {
    plain = toSimplified(char);
    simplified.set(char, plain);
  }
  return plain;
}

/**
 * The words of a text in the one form in which texts are compared: NFKC (half width), lower case, simplified script,
 * no accents, no punctuation. Apostrophes join (`O'Brien` is one word), other signs and blanks part.
 */
export function foldWords(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase().replace(/['’ʼ`]/g, '');
  const bare = isPlain(lower) ? lower : unmarked(lower);
  return bare.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

function unmarked(text: string): string {
  const apart = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC');
  return Array.from(apart, (char) => PLAIN[char] ?? simplify(char)).join('');
}

/** A text folded for comparing, without any blank: `Ｗang　歐陽·靜怡` becomes `wang欧阳静怡`. */
export const fold = (text: string): string => foldWords(text).join('');

export { isHan };
