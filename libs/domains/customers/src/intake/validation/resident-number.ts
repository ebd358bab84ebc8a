import { accept, bare, refuse, type Judged } from './judged';
import { provinceOf } from './provinces';

/** What a resident identity number of mainland China says of its holder. */
export interface ResidentNumber {
  number: string;
  province: string;
  birthDate: string;
  gender: 'FEMALE' | 'MALE';
}

const LENGTH = 18;
const OLDEST_YEARS = 150;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/**
 * Judges a citizen identity number by GB 11643-1999: region, birth date and check character (ISO 7064 MOD 11-2).
 * @param today `YYYY-MM-DD`, the last day on which somebody can have been born.
 */
export function residentNumber(text: string, today: string): Judged<ResidentNumber> {
  const number = bare(text);
  if (number === '') return refuse('EMPTY');
  if (number.length !== LENGTH) return refuse('ID_LENGTH', { digits: number.length });
  if (!/^\d{17}[\dX]$/.test(number)) return refuse('ID_SHAPE');
  const province = provinceOf(number.slice(0, 2));
  if (!province) return refuse('ID_REGION', { code: number.slice(0, 2) });
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isBirthDate(birthDate, today)) return refuse('ID_BIRTH', { day: number.slice(6, 14) });
  const expected = CHECKS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11]!;
  if (number[17] !== expected) return refuse('CHECK_DIGIT', { expected });
  return accept({ number, province, birthDate, gender: Number(number[16]) % 2 === 1 ? 'MALE' : 'FEMALE' });
}

function isBirthDate(day: string, today: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false;
  return day <= today && Number(day.slice(0, 4)) >= Number(today.slice(0, 4)) - OLDEST_YEARS;
}
