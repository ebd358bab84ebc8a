import { describe, expect, it } from '@jest/globals';
import { marksIn, markSigns, unmarked } from './mark';
import { csvPieces } from './write/csv';

const DIGITS = ['000000000000', 'ffffffffffff', '0123456789ab', 'cdef01234567'];

describe('the mark of an export', () => {
  it('takes no room, is read again from any text, and comes off', () => {
    for (const digits of DIGITS) {
      const marked = `王伟${markSigns(digits)}`;
      expect(marked.replace(/[\u200b-\u200d\u2060\u2063]/g, '')).toBe('王伟');
      expect(marksIn(`a,"${marked}",b`)).toEqual([digits]);
      expect(unmarked(marked)).toBe('王伟');
    }
    expect(marksIn(DIGITS.map((digits) => markSigns(digits)).join('x'))).toEqual(DIGITS);
  });

  it('leaves signs without width that are a text’s own: families of people, words of Persian, signs in the middle', () => {
    for (const text of ['👨‍👩‍👧', 'می\u200cخواهم', '\u2063', `${markSigns(DIGITS[2]!)}behind`, `x${markSigns(DIGITS[2]!).slice(0, -1)}`, '']) expect(unmarked(text)).toBe(text);
    expect(() => markSigns('xyz')).toThrow();
  });

  it('stands in the first column of texts alone, and in no empty cell', async () => {
    const pages = async function* (): AsyncGenerator<Record<string, unknown>[]> {
      yield [{ n: 1, a: '甲', b: '乙' }, { n: 2, a: null, b: '=1+1' }];
    };
    const columns = [{ name: 'n', title: 'No', type: 'NUMBER' as const }, { name: 'a', title: 'A', type: 'TEXT' as const }, { name: 'b', title: 'B', type: 'TEXT' as const }];
    let text = '';
    for await (const piece of csvPieces(columns, pages(), 'Asia/Shanghai', markSigns(DIGITS[3]!))) text += piece.toString();
    expect(text).toBe(`\uFEFFNo,A,B\r\n1,甲${markSigns(DIGITS[3]!)},乙\r\n2,,'=1+1\r\n`);
  });
});
