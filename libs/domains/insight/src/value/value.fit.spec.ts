import { describe, expect, it } from '@jest/globals';
import { fitValue } from './value.fit';

/** Customers who buy every so many days until the end, each at a pace of their own: nobody leaves. */
function faithful(customers: number): Parameters<typeof fitValue>[0]['now'] {
  const paces = Array.from({ length: customers }, (_, at) => 9 + ((at * 37) % 80));
  const ages = paces.map((_, at) => 200 + ((at * 53) % 160));
  const repeats = paces.map((pace, at) => Math.floor(ages[at]! / pace));
  return {
    repeats: Float64Array.from(repeats), last: Float64Array.from(paces, (pace, at) => repeats[at]! * pace), age: Float64Array.from(ages),
    spend: Float64Array.from(paces, (_, at) => 1_000 + ((at * 91) % 900)),
  };
}

describe('the model of value where nobody is seen leaving', () => {
  it('says so, and lays no third method beside the two that are one then', () => {
    const now = faithful(300);
    const held = { ...now, laterDays: new Float64Array(300).fill(1), laterSpend: new Float64Array(300).fill(1_000) };
    const found = fitValue({ now, held, seed: 7 });
    expect(found).toMatchObject({ status: 'WEAK', cautions: expect.arrayContaining(['DROPOUT_NOT_SEEN']), fittedOn: 300 });
    expect('compared' in found && found.compared.map(({ method }) => method)).toEqual(['BG', 'MBG']);
  });
});
