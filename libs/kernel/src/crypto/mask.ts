/** How a personal value looks to somebody who may know that it is there but not what it says. Empty stays empty. */

const DOTS = '****';
const TWO_DIGIT_CODES = new Set('20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(' '));
const DOUBLE_SURNAMES = new Set('欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫 宇文 司徒 司空 夏侯 端木 南宫 南宮 独孤 獨孤 申屠 轩辕 軒轅 百里 闻人 聞人 呼延 澹台 钟离 鍾離 东郭 東郭 万俟 单于 單于'.split(' '));

type Mask = { (value: string): string; (value: unknown): string | null };

const masked = (mask: (value: string) => string): Mask =>
  ((value: unknown) => (typeof value === 'string' && value !== '' ? mask(value) : (value === '' ? '' : null))) as Mask;

function callingCode(digits: string): string {
  if (/^[17]/.test(digits)) return digits.slice(0, 1);
  return digits.slice(0, TWO_DIGIT_CODES.has(digits.slice(0, 2)) ? 2 : 3);
}

/** `+8613800138000` → `138****8000`; `+442079460123` → `+44 ****0123`; a landline in China keeps its last four digits only. */
export const maskPhone = masked((value) => {
  const digits = value.replace(/\D/g, '');
  const tail = digits.length < 7 ? '' : digits.slice(-4);
  if (/^861[3-9]\d{9}$/.test(digits)) return `${digits.slice(2, 5)}${DOTS}${tail}`;
  return value.startsWith('+') && digits.length >= 7 ? `+${callingCode(digits)} ${DOTS}${tail}` : `${DOTS}${tail}`;
});

/** `wang.wei@example.com` → `w***@example.com`. */
export const maskEmail = masked((value) => {
  const at = value.lastIndexOf('@');
  return at < 1 ? DOTS : `${first(value)}***${value.slice(at)}`;
});

/** `wxid_8842ab` → `wx****ab`; short accounts keep one character. */
export const maskAccount = masked((value) => {
  const letters = [...value];
  return letters.length < 7 ? `${letters[0]}${DOTS}` : `${letters.slice(0, 2).join('')}${DOTS}${letters.slice(-2).join('')}`;
});

/** `王伟` → `王*`, `欧阳静怡` → `欧阳**`, `Anna Müller` → `A*** M***`, long names of companies keep two characters. */
export const maskName = masked((value) => {
  if (!/\p{Script=Han}/u.test(value)) return value.trim().split(/\s+/).map((word) => `${first(word)}***`).join(' ');
  const letters = [...value.trim()];
  const kept = letters.length > 4 || (letters.length > 2 && DOUBLE_SURNAMES.has(letters.slice(0, 2).join(''))) ? 2 : 1;
  return letters.slice(0, kept).join('') + '*'.repeat(Math.min(4, Math.max(1, letters.length - kept)));
});

/** `1990-02-14` → `1990-**-**`. */
export const maskDate = masked((value) => `${value.slice(0, 4)}-**-**`);

/** Everything gone, for values of which no part may be known. */
export const maskAll = masked(() => DOTS);

const first = (text: string): string => [...text][0] ?? '';
