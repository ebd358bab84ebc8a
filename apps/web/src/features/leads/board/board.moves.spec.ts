import { describe, expect, it } from '@jest/globals';
import type { LeadRow, Stage, StageColumn } from '../lead.types';
import { afterMove, slipBeside, stageBeside } from './board.moves';

const lead = (id: string, stage: Stage, minor?: number): LeadRow => ({ id, version: 1, stage, amount: minor === undefined ? null : { minor, currency: 'CNY' } });
const board: StageColumn[] = [
  { stage: 'NEW', count: 12, amount: [{ minor: 500, currency: 'CNY' }, { minor: 70, currency: 'EUR' }], leads: [lead('a', 'NEW', 500), lead('b', 'NEW'), lead('c', 'NEW')] },
  { stage: 'CONTACTED', count: 0, amount: [], leads: [] },
  { stage: 'QUALIFIED', count: 2, amount: [{ minor: 30, currency: 'CNY' }], leads: [lead('d', 'QUALIFIED', 30), lead('e', 'QUALIFIED')] },
];

describe('the board', () => {
  it('shows a moved lead first in its new column, with counts and sums of both', () => {
    const after = afterMove(board, 'a', 'QUALIFIED');
    expect(after[0]).toMatchObject({ count: 11, amount: [{ minor: 70, currency: 'EUR' }], leads: [{ id: 'b' }, { id: 'c' }] });
    expect(after[2]).toMatchObject({ count: 3, amount: [{ minor: 530, currency: 'CNY' }], leads: [{ id: 'a', stage: 'QUALIFIED' }, { id: 'd' }, { id: 'e' }] });
    expect(afterMove(after, 'a', 'NEW')[0]).toMatchObject({ count: 12, amount: [{ minor: 500, currency: 'CNY' }, { minor: 70, currency: 'EUR' }] });
  });

  it('stays as it is where nothing moves', () => {
    expect(afterMove(board, 'a', 'NEW')).toBe(board);
    expect(afterMove(board, 'unknown', 'NEW')).toBe(board);
  });

  it('leads from slip to slip, over empty columns and to shorter ones', () => {
    expect([slipBeside(board, 'a', 'ArrowDown'), slipBeside(board, 'a', 'ArrowUp'), slipBeside(board, 'b', 'ArrowUp')]).toEqual(['b', null, 'a']);
    expect([slipBeside(board, 'c', 'ArrowRight'), slipBeside(board, 'd', 'ArrowLeft'), slipBeside(board, 'd', 'ArrowRight'), slipBeside(board, 'x', 'ArrowDown')]).toEqual(['e', 'a', null, null]);
  });

  it('knows the stage beside one', () => {
    expect([stageBeside('NEW', 1), stageBeside('NEW', -1), stageBeside('NEGOTIATION', 1), stageBeside('PROPOSAL', -1)]).toEqual(['CONTACTED', null, null, 'QUALIFIED']);
  });
});
