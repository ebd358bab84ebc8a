import { accept, bare, refuse, type Judged } from './judged';

const SHORTEST = 12;
const LONGEST = 19;

/** Judges a bank card number by its check digit (Luhn, ISO/IEC 7812-1 annex B). */
export function bankCard(text: string): Judged<string> {
  const number = bare(text);
  if (number === '') return refuse('EMPTY');
  if (!/^\d+$/.test(number)) return refuse('CARD_SHAPE');
  if (number.length < SHORTEST || number.length > LONGEST) return refuse('CARD_LENGTH', { digits: number.length });
  const sum = [...number].reverse().reduce((total, digit, at) => {
    const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 ? accept(number) : refuse('CARD_SUM');
}
