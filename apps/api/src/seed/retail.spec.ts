import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { packRetail, unpackRetail, type RetailRecord } from './retail.codec';
import { isFee, pence, retailOrders } from './retail.reading';
import { loadRetail, retailText } from './retail.set';

describe('the packed copy of the real set', () => {
  const set = loadRetail();

  it('is the published file, byte for byte', () => {
    const text = retailText(set);
    expect(set.code.length).toBe(541_909);
    expect(createHash('sha256').update(text).digest('hex')).toBe('959c8b3847939247e4007cbbd6dfcf3fdc78bc8236a08eba94565e15679914d8');
  });

  it('holds every line in 25,900 orders', () => {
    let orders = 0;
    let lines = 0;
    for (const order of retailOrders(set)) {
      orders += 1;
      lines += order.lines.length;
    }
    expect([orders, lines]).toEqual([25_900, 541_909]);
  });

  it('takes back what was cancelled, written off or written down, and nothing else', () => {
    const kinds = { cancelled: 0, writtenOff: 0, writtenDown: 0, soldAtALoss: 0 };
    for (const order of retailOrders(set)) {
      const amount = order.lines.reduce((sum, line) => sum + line.amountPence, 0);
      if (order.kind === 'SALE') kinds.soldAtALoss += amount < 0 ? 1 : 0;
      else if (order.invoice.startsWith('C')) kinds.cancelled += 1;
      else if (amount === 0) kinds.writtenOff += 1;
      else kinds.writtenDown += 1;
    }
    expect(kinds).toEqual({ cancelled: 3836, writtenOff: 1336, writtenDown: 2, soldAtALoss: 0 });
  });
});

describe('packing', () => {
  it('keeps signs, blanks, commas, new names and new prices of the same product', () => {
    const records: RetailRecord[] = [
      ['1', 'A', ' LAMP, RED', '6', '2010-12-01 08:26:00', '2.55', '17850', 'United Kingdom'],
      ['1', 'A', '?', '-300', '2010-12-01 08:26:00', '-11062.06', '17850', 'United Kingdom'],
      ['C2', 'b', '', '1', '2010-12-02 08:26:00', '0.001', '', 'EIRE'],
      ['C2', 'A', ' LAMP, RED', '80995', '2010-12-02 08:26:00', '2.55', '', 'EIRE'],
    ];
    const set = unpackRetail(packRetail(records));
    expect(retailText(set).split('\n').slice(1, 4)).toEqual([
      '1,A," LAMP, RED",6,2010-12-01 08:26:00,2.55,17850,United Kingdom',
      '1,A,?,-300,2010-12-01 08:26:00,-11062.06,17850,United Kingdom',
      'C2,b,,1,2010-12-02 08:26:00,0.001,,EIRE',
    ]);
    expect([...set.quantity]).toEqual([6, -300, 1, 80995]);
  });
});

describe('reading the set', () => {
  it('knows charges from goods', () => {
    expect(['POST', 'm', 'gift_0001_20', 'BANK CHARGES'].every(isFee)).toBe(true);
    expect(['85123A', 'DCGSSGIRL', '20713'].some(isFee)).toBe(false);
  });

  it('rounds to pence, half away from zero', () => {
    expect([pence(2550), pence(1), pence(5), pence(-5), pence(-2554), pence(0)]).toEqual([255, 0, 1, -1, -255, 0]);
  });
});
